/* base64.h -- of nettle what figures are encoded with. */
#ifndef SIM_PAGE_NETTLE_BASE64_H
#define SIM_PAGE_NETTLE_BASE64_H

#include <stddef.h>
#include <stdint.h>

#define BASE64_ENCODE_RAW_LENGTH(n) (((n) + 2) / 3 * 4)

void base64_encode_raw(char *to, size_t n, const uint8_t *bytes);

#endif
