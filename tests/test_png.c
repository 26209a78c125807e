/* test_png.c -- pixels and words as PNG, read back by libpng. */
#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "plots/png.h"
#include "tests/suite.h"

static const plot_note notes[] = {{"seed", "2385"}, {"units", "10⁶ cells"}};
static const plot_caption caption = {"a title", "a footer", notes, 2};
static const uint32_t colors[2][4] = {{0x010203, 0xFF8040, 0x23850A, 0},
                                      {0x371100, 7, 8, 0}};

static void write(FILE *out)
{
    const plot_pixels image = {(const unsigned char *)colors, 3, 2, sizeof *colors};
    sim_error err;

    ck_assert_int_eq(plot_png_write(&image, 2, &caption, "words", out, &err), SIM_OK);
    rewind(out);
}

START_TEST(pixels_are_read_back_as_they_were)
{
    static const unsigned char right[] = {1,    2,    3, 255, 128, 64, 0x23, 0x85, 10,
                                          0x37, 0x11, 0, 0,   0,   7,  0,    0,    8};
    png_image image = {.version = PNG_IMAGE_VERSION};
    unsigned char bytes[sizeof right];
    FILE *file = tmpfile();

    write(file);
    ck_assert(png_image_begin_read_from_stdio(&image, file));
    ck_assert_uint_eq(image.width, 3);
    ck_assert_uint_eq(image.height, 2);
    image.format = PNG_FORMAT_RGB;
    ck_assert(png_image_finish_read(&image, NULL, bytes, 0, NULL));
    ck_assert_mem_eq(bytes, right, sizeof right);
    fclose(file);
}
END_TEST

START_TEST(words_and_size_stand_in_the_file)
{
    static const char *const right[][2] = {{"Title", "a title"},
                                           {"Description", "words"},
                                           {"seed", "2385"},
                                           {"units", "10⁶ cells"}};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    FILE *file = tmpfile();
    png_textp texts;
    int n;

    write(file);
    png_init_io(png, file);
    png_read_info(png, info);
    ck_assert_uint_eq(png_get_x_pixels_per_meter(png, info), 5669); /* 144 an inch */
    ck_assert_int_eq(png_get_text(png, info, &texts, &n), 4);
    for (int i = 0; i < n; i++) {
        ck_assert_str_eq(texts[i].key, right[i][0]);
        ck_assert_str_eq(texts[i].text, right[i][1]);
    }
    png_destroy_read_struct(&png, &info, NULL);
    fclose(file);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("png");
    TCase *file = tcase_create("file");

    tcase_add_test(file, pixels_are_read_back_as_they_were);
    tcase_add_test(file, words_and_size_stand_in_the_file);
    suite_add_tcase(suite, file);
    return suite_run(suite);
}
