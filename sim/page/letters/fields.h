/* fields.h -- of what utf8proc knows of a character what the page keeps: its category, width, place among
 * marks, what it is made of, and whether it is shown. */
#ifndef PAGE_LETTERS_FIELDS_H
#define PAGE_LETTERS_FIELDS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <utf8proc.h>

enum { N_CHARACTERS = 0x110000, BLOCK = 256, MOST_PARTS = 32, NONE = UINT16_MAX };

/* But for what it is made of. */
static inline bool is_alike(const utf8proc_property_t *one,
                            const utf8proc_property_t *other)
{
    return one->category == other->category &&
           one->combining_class == other->combining_class &&
           one->decomp_type == other->decomp_type &&
           one->comp_exclusion == other->comp_exclusion &&
           one->ignorable == other->ignorable && one->charwidth == other->charwidth;
}

/* The characters that it is made of, of those tables; how many. */
static inline size_t find_parts(const utf8proc_property_t *p,
                                const utf8proc_uint16_t sequences[],
                                int32_t parts[MOST_PARTS])
{
    const utf8proc_uint16_t *at = sequences + (p->decomp_seqindex & 0x3FFF);
    size_t n = (p->decomp_seqindex >> 14) + 1u;

    if (p->decomp_seqindex == NONE) return 0;
    if (n > 3) n = *at++ + 1u;
    if (n > MOST_PARTS) abort();
    for (size_t i = 0; i < n; i++) {
        parts[i] = *at++;
        if ((parts[i] & 0xF800) == 0xD800)
            parts[i] = ((parts[i] & 0x3FF) << 10 | (*at++ & 0x3FF)) + 0x10000;
    }
    return n;
}

#endif
