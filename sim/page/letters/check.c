/* check.c -- holds the tables that print.c printed against those of utf8proc, character by character; exits with 1
 * at the first that differs.
 */
#include <stdio.h>
#include <string.h>

#include "sim/page/letters/fields.h"

#define utf8proc_sequences full_sequences
#define utf8proc_stage1table full_stage1table
#define utf8proc_stage2table full_stage2table
#define utf8proc_properties full_properties
#define utf8proc_combinations full_combinations
#include "utf8proc_data.c"
#undef utf8proc_sequences
#undef utf8proc_stage1table
#undef utf8proc_stage2table
#undef utf8proc_properties
#undef utf8proc_combinations
#include "letters.c"

static const utf8proc_property_t *find_full(int32_t c)
{
    return full_properties + full_stage2table[full_stage1table[c >> 8] + (c & 0xFF)];
}

static const utf8proc_property_t *find(int32_t c)
{
    return utf8proc_properties +
           utf8proc_stage2table[utf8proc_stage1table[c >> 8] + (c & 0xFF)];
}

static bool is_right(const utf8proc_property_t *p, const utf8proc_property_t *right)
{
    int32_t parts[MOST_PARTS], right_parts[MOST_PARTS];
    const size_t n = find_parts(p, utf8proc_sequences, parts);

    return is_alike(p, right) && p->comb_index == right->comb_index &&
           n == find_parts(right, full_sequences, right_parts) &&
           memcmp(parts, right_parts, n * sizeof *parts) == 0;
}

int main(void)
{
    bool right =
        is_right(utf8proc_properties, full_properties) &&
        sizeof utf8proc_combinations == sizeof full_combinations &&
        memcmp(utf8proc_combinations, full_combinations, sizeof full_combinations) == 0;

    for (int32_t c = 0; right && c < N_CHARACTERS; c++) {
        right = is_right(find(c), find_full(c));
        if (!right) fprintf(stderr, "U+%04X is not what utf8proc has\n", (unsigned)c);
    }
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
