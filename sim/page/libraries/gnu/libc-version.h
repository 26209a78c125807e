/* libc-version.h -- the page has no glibc. */
#ifndef SIM_PAGE_GNU_LIBC_VERSION_H
#define SIM_PAGE_GNU_LIBC_VERSION_H

#define __GLIBC__ 0
#define __GLIBC_MINOR__ 0

#endif
