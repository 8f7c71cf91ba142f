#!/usr/bin/env bash
# What test/system/qemu.test.ts needs of Debian 12, as root. The kernel itself is not installed: the test downloads
# the package that linux-image-amd64 depends on and unpacks a part of it into a temporary folder.
set -euo pipefail

export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=300 update -qq
apt-get -y -o DPkg::Lock::Timeout=300 install --no-install-recommends -qq \
  qemu-system-x86 busybox-static cpio libusb-1.0-0 libudev1
