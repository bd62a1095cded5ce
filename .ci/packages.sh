# Sourced by the scripts that need Debian packages: says what it installs, then installs it.

build_packages=(
  g++ cmake ninja-build pkg-config
  libcli11-dev libcurl4-openssl-dev libexpected-dev libfmt-dev libidn2-dev libpugixml-dev libssl-dev
  libtomlplusplus-dev nlohmann-json3-dev
)

# What tests/run needs beyond that. None of these starts a service.
test_packages=(
  doctest-dev libcpp-httplib-dev bind9-utils knot-dnssecutils python3 python3-jsonschema
  libevent-2.1-7 libfstrm0 libprotobuf-c1 libsystemd0 zsh fish
)

# What tests/fuzz/run needs beyond the build: libclang-rt has libFuzzer and clang's sanitizers.
fuzz_packages=(clang libclang-rt-14-dev)

# What .ci/run needs beyond that.
ci_packages=("${fuzz_packages[@]}" clang-format-14 clang-tidy-14 python3-venv)

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages [--no-install] PACKAGE...: installs the ones that are missing.
install_packages() {
  local install=yes missing=() package
  if [ "$1" = --no-install ]; then install=no; shift; fi
  if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian: nothing is installed, and what is missing shows itself." >&2
    return 0
  fi
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$install" = no ]; then
    echo "Missing Debian packages: ${missing[*]} (--no-install: going on without them)" >&2
    return 0
  fi
  echo "Installing from Debian: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# unpack_nsd FOLDER: the name server's programs without its service; nothing is started.
unpack_nsd() {
  local folder=$1 here
  [ -x "$folder/usr/sbin/nsd" ] && return 0
  command -v nsd >/dev/null && return 0
  echo "Unpacking the Debian package nsd into $folder (not installing it: no service is started)"
  mkdir -p "$folder"
  here=$(pwd)
  cd "$folder"
  apt-get download -qq nsd >/dev/null 2>&1 || { as_root apt-get update -qq && apt-get download -qq nsd; }
  dpkg -x nsd_*.deb . && rm -f nsd_*.deb
  cd "$here"
}
