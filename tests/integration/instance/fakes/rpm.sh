#!/bin/bash
grep -qx "$3" /fakes/packages
