/* fuzz.h -- readers that are fed any bytes at all: by libFuzzer (`make fuzz`), and by
 * test_fuzz.c with the inputs that it kept.
 *
 * Each returns 0, and aborts where a property of the reader does not hold.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int fuzz_ini(const uint8_t *data, size_t size);
int fuzz_csv(const uint8_t *data, size_t size);

/* libFuzzer calls all its targets by this name; each is a program of its own there. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says which property does not hold, with the text that shows it, and aborts. */
#define fuzz_demand(condition, text) \
    ((condition) ? (void)0 : fuzz_failed(#condition, __FILE__, __LINE__, text))

_Noreturn static inline void fuzz_failed(const char *condition, const char *file, int line,
                                         const char *text)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n%s\n", file, line, condition, text);
    abort();
}

#endif
