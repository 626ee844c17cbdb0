#!/usr/bin/env bash
# Makes sure that the libraries Qt expects from a Linux system are there: those that every window needs, and with
# --screen also those for a real display. Installs what is missing with apt-get where it may; else says what to install.
set -euo pipefail

[ "$(uname -s)" = Linux ] || exit 0

# library and the Debian package it comes in
needed="
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libgthread-2.0.so.0 libglib2.0-0
libxkbcommon.so.0 libxkbcommon0
libz.so.1 zlib1g
"
screen="
libX11-xcb.so.1 libx11-xcb1
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
"
[ "${1:-}" = --screen ] && needed="$needed$screen"

known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null || true)"
[ -n "$known" ] || exit 0 # a system without ldconfig: Qt itself will say what it lacks

missing=()
packages=()
while read -r library package; do
    [ -n "$library" ] || continue
    if [[ "$known" != *"$library "* ]]; then
        missing+=("$library")
        packages+=("$package")
    fi
done <<<"$needed"
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing the system libraries ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    if { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >/dev/null; then
        exit 0
    fi
fi
echo "The windows of Kontor need system libraries that are not installed: ${missing[*]}" >&2
if command -v apt-get >/dev/null; then
    echo "Install them with: sudo apt-get install ${packages[*]}" >&2
else
    echo "Install the packages of your system that contain them." >&2
fi
exit 1
