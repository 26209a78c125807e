/* base64.c -- of nettle what figures call, as sim/page/libraries/nettle/base64.h has it. */
#include <nettle/base64.h>

/* RFC 4648. */
static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { GROUP = 3, LETTERS = 4 };

void base64_encode_raw(char *to, size_t n, const uint8_t *bytes)
{
    for (size_t i = 0; i < n; i += GROUP) {
        uint32_t bits = 0;

        for (size_t k = 0; k < GROUP; k++)
            bits = bits << 8 | (i + k < n ? bytes[i + k] : 0u);
        for (size_t k = 0; k < LETTERS; k++)
            *to++ = i + k > n ? '=' : letters[bits >> (6 * (LETTERS - 1 - k)) & 63];
    }
}
