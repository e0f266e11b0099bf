"""AWS Lambda: runs the deployed packages on node."""
