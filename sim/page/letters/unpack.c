/* unpack.c -- the tables of utf8proc from what print.c printed, which includes this; utf8proc itself includes both
 * in place of its own.
 */
#include <string.h>

static utf8proc_uint16_t utf8proc_sequences[N_ENTRIES];
static utf8proc_uint16_t utf8proc_stage1table[0x110000 / 256];
static utf8proc_uint16_t utf8proc_stage2table[N_BLOCKS * 256];
static utf8proc_property_t utf8proc_properties[N_ROWS];
static utf8proc_uint16_t utf8proc_combinations[N_COMBINATIONS];

static const unsigned char *packed_at = packed_letters;

static unsigned read_packed(void)
{
    unsigned n = 0, byte;

    for (unsigned bits = 0;; bits += 7) {
        byte = *packed_at++;
        n |= (byte & 0x7F) << bits;
        if (byte < 0x80) return n;
    }
}

static int read_difference(void)
{
    const unsigned n = read_packed();

    return n & 1 ? -(int)(n >> 1) - 1 : (int)(n >> 1);
}

static void unpack_kinds(void)
{
    static utf8proc_property_t kinds[N_KINDS];

    for (unsigned i = 0; i < N_KINDS; i++) {
        utf8proc_property_t *k = &kinds[i];
        unsigned flags;

        memset(k, 0xFF, sizeof *k);
        k->category = (utf8proc_propval_t)read_packed();
        k->combining_class = (utf8proc_propval_t)read_packed();
        k->decomp_type = (utf8proc_propval_t)read_packed();
        flags = read_packed();
        k->comp_exclusion = flags & 1;
        k->ignorable = flags >> 1 & 1;
        k->charwidth = flags >> 2;
    }
    for (unsigned i = 0; i < N_ROWS; i++) utf8proc_properties[i] = kinds[read_packed()];
    for (unsigned i = 0; i < N_ROWS; i++)
        utf8proc_properties[i].comb_index = (utf8proc_uint16_t)(read_packed() - 1);
}

static utf8proc_uint16_t *put_part(utf8proc_uint16_t *to, int c)
{
    if (c < 0x10000) {
        *to++ = (utf8proc_uint16_t)c;
        return to;
    }
    *to++ = (utf8proc_uint16_t)(0xD800 | (c - 0x10000) >> 10);
    *to++ = (utf8proc_uint16_t)(0xDC00 | (c & 0x3FF));
    return to;
}

/* Up to three parts stand in the index itself. */
static void unpack_sequences(void)
{
    static unsigned char n_parts[N_ROWS];
    static int first[N_ROWS];
    utf8proc_uint16_t *to = utf8proc_sequences;
    int last = 0;

    for (unsigned i = 0; i < N_ROWS; i++) n_parts[i] = (unsigned char)read_packed();
    for (unsigned i = 0; i < N_ROWS; i++)
        if (n_parts[i] > 0) first[i] = last += read_difference();
    for (unsigned i = 0; i < N_ROWS; i++) {
        const unsigned n = n_parts[i], more = n > 3 ? 3 : n - 1;

        if (n == 0) continue;
        utf8proc_properties[i].decomp_seqindex =
            (utf8proc_uint16_t)((to - utf8proc_sequences) | more << 14);
        if (n > 3) *to++ = (utf8proc_uint16_t)(n - 1);
        to = put_part(to, first[i]);
        for (unsigned k = 1; k < n; k++) to = put_part(to, (int)read_packed());
    }
}

static void unpack_runs(void)
{
    static utf8proc_uint16_t block[256];
    unsigned n_blocks = 0, length = 0, step = 0;
    int row = 0;

    for (unsigned c = 0; c < 0x110000; c++) {
        if (length == 0) {
            row += read_difference();
            length = read_packed();
            step = length & 1;
            length >>= 1;
        }
        block[c & 255] = (utf8proc_uint16_t)row;
        length--;
        row += length == 0 ? 1 : (int)step;
        if ((c & 255) != 255) continue;
        if (n_blocks == 0 ||
            memcmp(utf8proc_stage2table + (n_blocks - 1) * 256, block, sizeof block) != 0)
            memcpy(utf8proc_stage2table + n_blocks++ * 256, block, sizeof block);
        utf8proc_stage1table[c >> 8] = (utf8proc_uint16_t)((n_blocks - 1) * 256);
    }
}

__attribute__((constructor)) static void unpack_letters(void)
{
    int last = 0;

    unpack_kinds();
    unpack_sequences();
    for (unsigned i = 0; i < N_COMBINATIONS; i++)
        utf8proc_combinations[i] = (utf8proc_uint16_t)(last += read_difference());
    unpack_runs();
}
