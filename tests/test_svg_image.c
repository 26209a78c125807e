/* test_svg_image.c -- pixels within an SVG, read back by libpng. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/base64.h>
#include <png.h>

#include "plots/svg_image.h"
#include "sim/io/memory.h"
#include "tests/suite.h"

enum { COLUMNS = 3, ROWS = 2 };

static const plot_color pixels[COLUMNS * ROWS] = {
    {0, 0.2, 0.4, 1},   {1, 1, 1, 1}, {0, 0, 0, 0},
    {0.6, 0.8, 1, 0.2}, {1, 0, 0, 1}, {0.2, 0.2, 0, 0.8},
};

/* Not times alpha: 51 of 255 is a fifth. */
static const unsigned char right[] = {0,   51, 102, 255, 255, 255, 255, 255,
                                      0,   0,  0,   0,   153, 204, 255, 51,
                                      255, 0,  0,   255, 51,  51,  0,   204};

START_TEST(pixels_are_read_back_as_they_were)
{
    const plot_shape shape = {PLOT_AN_IMAGE, .pixels = pixels, .n_columns = COLUMNS,
                              .n_rows = ROWS};
    png_image image = {.version = PNG_IMAGE_VERSION};
    unsigned char bytes[1024], read[sizeof right];
    struct base64_decode_ctx decode;
    size_t size = sizeof bytes;
    sim_memory text;
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&text, "image", &err), SIM_OK);
    ck_assert(plot_svg_image(text.stream, &shape));
    ck_assert_int_eq(sim_memory_close(&text, "image", &err), SIM_OK);
    base64_decode_init(&decode);
    ck_assert_int_eq(base64_decode_update(&decode, &size, bytes, text.size, text.bytes), 1);
    ck_assert_int_eq(base64_decode_final(&decode), 1);
    ck_assert(png_image_begin_read_from_memory(&image, bytes, size));
    ck_assert_uint_eq(image.width, COLUMNS);
    ck_assert_uint_eq(image.height, ROWS);
    image.format = PNG_FORMAT_RGBA;
    ck_assert_msg(png_image_finish_read(&image, NULL, read, 0, NULL), "%s", image.message);
    ck_assert_mem_eq(read, right, sizeof right);
    sim_memory_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("svg_image");
    TCase *images = tcase_create("images");

    tcase_add_test(images, pixels_are_read_back_as_they_were);
    suite_add_tcase(suite, images);
    return suite_run(suite);
}
