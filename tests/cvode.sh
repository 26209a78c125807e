#!/bin/sh
# cvode.sh -- CVODE for `make bench`, compiled from Debian's source package under $1: Debian's own
# binary is built without optimization.  Prints the options to compile ($2) or link with; fails
# where the source cannot be had or compiled.
set -eu

build() {
    # a list of the same places, of sources
    for list in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
        [ ! -s $list ] || break
    done
    sed 's/^Types: deb$/Types: deb-src/; s/^deb /deb-src /' $list > "${list##*/}"
    mkdir -p lists/partial cache/archives/partial
    apt="-qq -o Dir::Etc::SourceList=$PWD/${list##*/} -o Dir::Etc::SourceParts=-
         -o Dir::State::Lists=$PWD/lists -o Dir::Cache=$PWD/cache"
    apt-get $apt update
    apt-get $apt --download-only source sundials
    tar xf sundials_*.orig.tar.*
    klu=OFF
    [ ! -e /usr/include/suitesparse/klu.h ] || klu=ON
    parts=
    for part in ARKODE CVODES IDA IDAS KINSOL; do parts="$parts -DBUILD_$part=OFF"; done
    cmake -S sundials-* -B b -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS='-O3 -march=native' \
        -DCMAKE_C_FLAGS_RELEASE= -DBUILD_SHARED_LIBS=OFF -DEXAMPLES_ENABLE_C=OFF $parts \
        -DENABLE_KLU=$klu -DKLU_INCLUDE_DIR=/usr/include/suitesparse \
        -DKLU_LIBRARY_DIR="/usr/lib/$(gcc -print-multiarch)" \
        -DCMAKE_INSTALL_PREFIX="$PWD/i" -DCMAKE_INSTALL_LIBDIR=lib
    make -C b install
    touch 'done'
}

mkdir -p "$1"
cd "$1"
[ -e 'done' ] || build > log 2>&1
with="-I$PWD/i/include"
link="-L$PWD/i/lib -lsundials_cvode"
if [ -e i/lib/libsundials_sunlinsolklu.a ]; then
    with="$with -DWITH_KLU -I/usr/include/suitesparse"
    link="$link -lsundials_sunlinsolklu -lsundials_sunmatrixsparse"
    link="$link -lklu -lamd -lcolamd -lbtf -lsuitesparseconfig"
fi
link="$link -lsundials_sunlinsoldense -lsundials_sunmatrixdense -lsundials_nvecserial"
case $2 in
compile) echo "$with" ;;
link) echo "$link -lsundials_generic" ;;
esac
