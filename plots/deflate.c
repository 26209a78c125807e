#include "plots/deflate.h"

#include <stdint.h>
#include <string.h>

#include <glib.h>
#include <zlib.h>

enum {
    FARTHEST = 32768, /* of what a match refers to */
    LONGEST = 258,    /* match */
    SHORTEST = 4,
    ROOM = 4 * FARTHEST, /* what may be referred to, and what comes */
    HASH_BITS = 15,
    OUT = 32768 /* bytes put at once */
};

struct plot_deflate {
    plot_deflate_way way;
    unsigned char in[ROOM], out[OUT];
    size_t n_in, at, n_out; /* bytes in `in`; those of them that are done; bytes in `out` */
    size_t gone;            /* bytes before those in `in` */
    size_t
        heads[1 << HASH_BITS]; /* 1 + the place of all where a step began alike; 0: none */
    uint64_t bits;             /* that are no byte yet, the first lowest */
    unsigned n_bits;
    uLong sum;
};

/* ---- bits ------------------------------------------------------------------- */

static void put_byte(plot_deflate *d, unsigned char byte)
{
    d->out[d->n_out++] = byte;
    if (d->n_out < OUT) return;
    d->way.put(d->way.self, d->out, d->n_out);
    d->n_out = 0;
}

/* At most 32. */
static void put_bits(plot_deflate *d, uint64_t bits, unsigned n)
{
    d->bits |= bits << d->n_bits;
    for (d->n_bits += n; d->n_bits >= 8; d->n_bits -= 8, d->bits >>= 8)
        put_byte(d, (unsigned char)d->bits);
}

/* Codes, but not what follows them, begin with their highest bit. */
static unsigned reversed(unsigned code, unsigned n)
{
    unsigned turned = 0;

    for (; n > 0; n--, code >>= 1) turned = turned << 1 | (code & 1);
    return turned;
}

/* The code of a literal or a length (RFC 1951, 3.2.6). */
static void put_symbol(plot_deflate *d, unsigned symbol)
{
    if (symbol < 144)
        put_bits(d, reversed(0x30 + symbol, 8), 8);
    else if (symbol < 256)
        put_bits(d, reversed(0x190 + symbol - 144, 9), 9);
    else if (symbol < 280)
        put_bits(d, reversed(symbol - 256, 7), 7);
    else
        put_bits(d, reversed(0xc0 + symbol - 280, 8), 8);
}

/* The highest bits of a number, and how many follow: as lengths and distances are written. */
typedef struct {
    unsigned symbol, rest, n_rest;
} split;

/* In groups of 2^kept to an octave. */
static split split_up(unsigned number, unsigned kept)
{
    unsigned more = 0;

    while (number >> more >= 2u << kept) more++;
    return (split){(more << kept) + (number >> more), number & ((1u << more) - 1), more};
}

static void put_match(plot_deflate *d, size_t length, size_t distance)
{
    const split l = split_up((unsigned)(length - 3), 2),
                far = split_up((unsigned)distance - 1, 1);

    if (length == LONGEST) {
        put_symbol(d, 285);
    } else {
        put_symbol(d, 257 + l.symbol);
        put_bits(d, l.rest, l.n_rest);
    }
    put_bits(d, reversed(far.symbol, 5), 5);
    put_bits(d, far.rest, far.n_rest);
}

/* ---- matches ------------------------------------------------------------------ */

typedef struct {
    size_t length, distance;
} match;

/* How many bytes are those of so far before, up to `most`. */
static size_t count_alike(const unsigned char *at, size_t distance, size_t most)
{
    size_t n = 0;
    uint64_t one, other;

    for (; n + sizeof one <= most; n += sizeof one) {
        memcpy(&one, at + n, sizeof one);
        memcpy(&other, at + n - distance, sizeof other);
        if (one != other) break;
    }
    while (n < most && at[n] == at[n - distance]) n++;
    return n;
}

static void try_distance(const plot_deflate *d, size_t distance, size_t most, match *best)
{
    size_t n;

    if (distance > d->at || distance > FARTHEST || best->length == most) return;
    n = count_alike(d->in + d->at, distance, most);
    if (n > best->length) *best = (match){n, distance};
}

static size_t *head_of(plot_deflate *d)
{
    uint32_t start;

    memcpy(&start, d->in + d->at, sizeof start);
    return &d->heads[start * UINT32_C(2654435761) >> (32 - HASH_BITS)]; /* Knuth: golden */
}

static match find_match(plot_deflate *d)
{
    const size_t left = d->n_in - d->at, most = left < LONGEST ? left : LONGEST;
    match best = {0, 0};

    try_distance(d, d->way.pixel, most, &best);
    try_distance(d, d->way.row, most, &best);
    if (most >= SHORTEST) {
        const size_t place = 1 + d->gone + d->at;
        size_t *head = head_of(d);

        if (*head > 0) try_distance(d, place - *head, most, &best);
        *head = place;
    }
    return best;
}

/* All but the last `ahead` bytes. */
static void compress_in(plot_deflate *d, size_t ahead)
{
    while (d->at + ahead < d->n_in) {
        const match m = find_match(d);

        if (m.length >= SHORTEST)
            put_match(d, m.length, m.distance);
        else
            put_symbol(d, d->in[d->at]);
        d->at += m.length >= SHORTEST ? m.length : 1;
    }
}

/* Forgets what is too far back to be referred to. */
static void move_on(plot_deflate *d)
{
    const size_t gone = d->at > FARTHEST ? d->at - FARTHEST : 0;

    memmove(d->in, d->in + gone, d->n_in - gone);
    d->n_in -= gone;
    d->at -= gone;
    d->gone += gone;
}

/* ---- a stream ----------------------------------------------------------------- */

plot_deflate *plot_deflate_start(const plot_deflate_way *way)
{
    plot_deflate *d = g_malloc0(sizeof *d);

    d->way = *way;
    d->sum = adler32(0, NULL, 0);
    put_byte(d, 0x78); /* deflate, 32 KiB */
    put_byte(d, 0x01); /* fast */
    put_bits(d, 1, 1); /* the last block, */
    put_bits(d, 1, 2); /* with the fixed codes */
    return d;
}

void plot_deflate_add(plot_deflate *d, const unsigned char *bytes, size_t n)
{
    while (n > 0) {
        const size_t room = ROOM - d->n_in, some = n < room ? n : room;

        memcpy(d->in + d->n_in, bytes, some);
        d->sum = adler32(d->sum, bytes, (uInt)some);
        d->n_in += some;
        bytes += some;
        n -= some;
        if (d->n_in < ROOM) continue;
        compress_in(d, LONGEST);
        move_on(d);
    }
}

void plot_deflate_end(plot_deflate *d)
{
    compress_in(d, 0);
    put_symbol(d, 256);
    if (d->n_bits > 0) put_bits(d, 0, 8 - d->n_bits);
    for (int shift = 24; shift >= 0; shift -= 8)
        put_byte(d, (unsigned char)(d->sum >> shift));
    if (d->n_out > 0) d->way.put(d->way.self, d->out, d->n_out);
}

void plot_deflate_free(plot_deflate *d) { g_free(d); }
