#!/bin/bash
# In a user namespace of one user there is no other to make.
number=$(</fakes/user-number)
echo "tidemarket:x:$number:$number::/var/lib/tidemarket:/sbin/nologin" >>/etc/passwd
echo "tidemarket:x:$number:" >>/etc/group
