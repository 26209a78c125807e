/* test_deflate.c -- pictures are compressed so that zlib reads them, and small. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <zlib.h>

#include "plots/deflate.h"
#include "tests/suite.h"

enum { ROOM = 1 << 20 };

typedef struct {
    unsigned char bytes[ROOM];
    size_t n;
} packed;

static void take(void *self, const unsigned char *bytes, size_t n)
{
    packed *p = self;

    ck_assert_uint_le(p->n + n, ROOM);
    memcpy(p->bytes + p->n, bytes, n);
    p->n += n;
}

static uint64_t draw(uint64_t *state)
{
    *state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
    return *state >> 33;
}

/* In pieces of so many bytes. */
static void pack(packed *p, const unsigned char *bytes, size_t n, size_t row, size_t piece)
{
    plot_deflate *d = plot_deflate_start(&(plot_deflate_way){3, row, take, p});

    p->n = 0;
    for (size_t at = 0; at < n; at += piece)
        plot_deflate_add(d, bytes + at, n - at < piece ? n - at : piece);
    plot_deflate_end(d);
    plot_deflate_free(d);
}

static void assert_read_back(const packed *p, const unsigned char *bytes, size_t n)
{
    unsigned char *read = malloc(n + 1);
    uLongf n_read = n + 1;

    ck_assert_ptr_nonnull(read);
    ck_assert_int_eq(uncompress(read, &n_read, p->bytes, p->n), Z_OK);
    ck_assert_uint_eq(n_read, n);
    ck_assert_int_eq(memcmp(read, bytes, n), 0);
    free(read);
}

/* Plain rows with some marks on them, as often as `noise` says, of 1000. */
static void paint(unsigned char *bytes, size_t n, size_t row, unsigned noise)
{
    uint64_t state = 2385 + noise;

    for (size_t i = 0; i < n; i++)
        bytes[i] = draw(&state) % 1000 < noise ? (unsigned char)draw(&state)
                   : i >= row                  ? bytes[i - row]
                                               : 251;
}

static const struct {
    size_t n, row, piece;
    unsigned noise;
} pictures[] = {
    {0, 7, 7, 0},
    {1, 7, 7, 0},
    {3, 7, 2, 1000},
    {4, 1, 4, 0},
    {257, 7, 1, 0},
    {262, 3, 262, 1},
    {65536, 5356, 5356, 0},
    {131072, 32768, 32768, 2},
    {131073, 32769, 999, 2},
    {400000, 5356, 5356, 3},
    {400000, 5356, 5356, 400},
    {400000, 100000, 400000, 20},
    {600001, 91, 91, 1000},
};

START_TEST(zlib_reads_what_was_compressed)
{
    static packed p;
    const size_t n = pictures[_i].n;
    unsigned char *bytes = malloc(n + 1);

    ck_assert_ptr_nonnull(bytes);
    paint(bytes, n, pictures[_i].row, pictures[_i].noise);
    pack(&p, bytes, n, pictures[_i].row, pictures[_i].piece);
    assert_read_back(&p, bytes, n);
    free(bytes);
}
END_TEST

START_TEST(pieces_do_not_change_what_is_written)
{
    static packed one, other;
    static unsigned char bytes[300000];

    paint(bytes, sizeof bytes, 5356, 30);
    pack(&one, bytes, sizeof bytes, 5356, sizeof bytes);
    pack(&other, bytes, sizeof bytes, 5356, 11);
    ck_assert_uint_eq(one.n, other.n);
    ck_assert_int_eq(memcmp(one.bytes, other.bytes, one.n), 0);
}
END_TEST

/* Its lines stand below each other, as those of a drawing do. */
START_TEST(a_drawing_is_about_as_small_as_zlib_makes_it)
{
    static packed p, theirs;
    static unsigned char bytes[600000];
    uLongf n = ROOM;

    paint(bytes, sizeof bytes, 5356, 3);
    pack(&p, bytes, sizeof bytes, 5356, 5356);
    ck_assert_int_eq(compress2(theirs.bytes, &n, bytes, sizeof bytes, 3), Z_OK);
    ck_assert_uint_lt(p.n, n + n / 4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("deflate");
    TCase *pictures_case = tcase_create("pictures");

    tcase_add_loop_test(pictures_case, zlib_reads_what_was_compressed, 0,
                        sizeof pictures / sizeof *pictures);
    tcase_add_test(pictures_case, pieces_do_not_change_what_is_written);
    tcase_add_test(pictures_case, a_drawing_is_about_as_small_as_zlib_makes_it);
    suite_add_tcase(suite, pictures_case);
    return suite_run(suite);
}
