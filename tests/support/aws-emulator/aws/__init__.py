"""Calls of AWS operations inside the emulator's own process."""
