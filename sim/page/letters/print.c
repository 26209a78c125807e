/* print.c -- prints tables of utf8proc for the page, of its own but shorter: what nothing here asks for is left
 * out, the rest is counted on from what stands before it, and unpack.c makes the tables of it at the start.
 * Whole numbers of seven bits a byte, lowest first; differences as 2 n, or -2 n - 1 below zero.
 */
#include <stdio.h>

#include "sim/page/letters/fields.h"
#include "utf8proc_data.c"

enum { MOST_ROWS = 16384 };

static const utf8proc_property_t *rows[MOST_ROWS], *kinds[BLOCK];
static size_t n_rows, n_kinds, n_entries;
static uint16_t row_of[MOST_ROWS]; /* of each property of utf8proc; 0: none yet */

static const utf8proc_property_t *find(int32_t c)
{
    return utf8proc_properties +
           utf8proc_stage2table[utf8proc_stage1table[c >> 8] + (c & 0xFF)];
}

static bool is_same(const utf8proc_property_t *one, const utf8proc_property_t *other)
{
    return is_alike(one, other) && one->decomp_seqindex == other->decomp_seqindex &&
           one->comb_index == other->comb_index;
}

static void write(uint32_t n)
{
    for (; n >= 0x80; n >>= 7) printf("%u,", (n & 0x7F) | 0x80);
    printf("%u,", n);
}

static void write_difference(int32_t n)
{
    write(n < 0 ? ~((uint32_t)n << 1) : (uint32_t)n << 1);
}

static size_t find_kind(const utf8proc_property_t *p)
{
    for (size_t i = 0; i < n_kinds; i++)
        if (is_alike(kinds[i], p)) return i;
    if (n_kinds == BLOCK) abort();
    kinds[n_kinds] = p;
    return n_kinds++;
}

static size_t find_row(int32_t c)
{
    const utf8proc_property_t *p = find(c);
    uint16_t *row = &row_of[p - utf8proc_properties];

    if (*row > 0) return *row;
    /* only those that nothing is made of are alike */
    for (size_t i = 0; p->decomp_seqindex == NONE && p->comb_index == NONE && i < n_rows;
         i++)
        if (is_same(rows[i], p)) return *row = (uint16_t)i;
    if (n_rows == MOST_ROWS) abort();
    rows[n_rows] = p;
    return *row = (uint16_t)n_rows++;
}

static void write_rows(void)
{
    int32_t parts[MOST_PARTS], last = 0;

    for (size_t i = 0; i < n_kinds; i++) {
        write((uint32_t)kinds[i]->category);
        write((uint32_t)kinds[i]->combining_class);
        write((uint32_t)kinds[i]->decomp_type);
        write(kinds[i]->comp_exclusion | kinds[i]->ignorable << 1 |
              (uint32_t)kinds[i]->charwidth << 2);
    }
    for (size_t i = 0; i < n_rows; i++) write((uint32_t)find_kind(rows[i]));
    for (size_t i = 0; i < n_rows; i++) write((rows[i]->comb_index + 1u) & NONE);
    for (size_t i = 0; i < n_rows; i++)
        write((uint32_t)find_parts(rows[i], utf8proc_sequences, parts));
    for (size_t i = 0; i < n_rows; i++) {
        if (find_parts(rows[i], utf8proc_sequences, parts) == 0) continue;
        write_difference(parts[0] - last);
        last = parts[0];
    }
    for (size_t i = 0; i < n_rows; i++) {
        const size_t n = find_parts(rows[i], utf8proc_sequences, parts);

        for (size_t k = 1; k < n; k++) write((uint32_t)parts[k]);
        n_entries += n > 3;
        for (size_t k = 0; k < n; k++) n_entries += parts[k] < 0x10000 ? 1 : 2;
    }
}

static void write_combinations(void)
{
    int32_t last = 0;

    for (size_t i = 0; i < sizeof utf8proc_combinations / sizeof *utf8proc_combinations;
         i++) {
        write_difference(utf8proc_combinations[i] - last);
        last = utf8proc_combinations[i];
    }
}

/* Runs of one row, or of one after the other: from where the last ended, twice as long, and one more if they
 * are of one after the other. */
static void write_runs(const uint16_t row[])
{
    int32_t next = 0;

    for (int32_t c = 0; c < N_CHARACTERS;) {
        const int32_t step = c + 1 < N_CHARACTERS && row[c + 1] == row[c] + 1;
        int32_t end = c + 1;

        while (end < N_CHARACTERS && row[end] == row[end - 1] + step) end++;
        write_difference(row[c] - next);
        write((uint32_t)((end - c) << 1 | step));
        next = row[end - 1] + 1;
        c = end;
    }
}

/* Of blocks that follow each other alike, only the first is kept. */
static size_t count_blocks(const uint16_t row[])
{
    size_t n = 1;

    for (size_t c = BLOCK; c < N_CHARACTERS; c += BLOCK)
        for (size_t i = 0; i < BLOCK; i++) {
            if (row[c + i] == row[c + i - BLOCK]) continue;
            n++;
            break;
        }
    return n;
}

int main(void)
{
    static uint16_t row[N_CHARACTERS];

    rows[n_rows++] = utf8proc_properties; /* of what is no character */
    for (int32_t c = 0; c < N_CHARACTERS; c++) row[c] = (uint16_t)find_row(c);
    for (size_t i = 0; i < n_rows; i++) find_kind(rows[i]);
    printf("static const unsigned char packed_letters[] = {");
    write_rows();
    write_combinations();
    write_runs(row);
    printf("0};\nenum { N_KINDS = %zu, N_ROWS = %zu, N_ENTRIES = %zu, N_COMBINATIONS = "
           "%zu, N_BLOCKS = %zu };\n",
           n_kinds, n_rows, n_entries,
           sizeof utf8proc_combinations / sizeof *utf8proc_combinations, count_blocks(row));
    printf("#include \"sim/page/letters/unpack.c\"\n");
    return n_entries > 0x3FFF || fflush(stdout) != 0;
}
