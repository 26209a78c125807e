/* test_font.c -- the letters that a drawing carries along are those of the font it is set in. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_TRUETYPE_TABLES_H
#include <nettle/base64.h>

#include "plots/cairo.h"
#include "plots/font.h"
#include "sim/io/memory.h"
#include "tests/suite.h"

static plot_letter shown(plot_canvas *canvas, int32_t character, bool bold)
{
    return canvas->medium->find(canvas->self, character, bold);
}

static void check_letter(plot_canvas *canvas, int32_t character, bool bold)
{
    const plot_letter letter = plot_font_find(character, bold),
                      right = shown(canvas, character, bold);

    ck_assert_msg(letter.advance == right.advance, "U+%04lX%s: %.17g instead of %.17g",
                  (long)character, bold ? " bold" : "", letter.advance, right.advance);
    ck_assert_double_eq(letter.ascent, right.ascent);
    ck_assert_double_eq(letter.descent, right.descent);
}

/* What Pango and cairo make of them, to the last bit. */
START_TEST(letters_are_as_wide_as_those_of_other_formats)
{
    const plot_font *font = &plot_font_carried;
    plot_canvas canvas;
    sim_error err;

    ck_assert_int_eq(plot_cairo_init_blank(&canvas, &err), SIM_OK);
    ck_assert_uint_gt(font->n, 300);
    for (size_t i = 0; i < font->n; i++) {
        ck_assert(i == 0 || font->characters[i] > font->characters[i - 1]);
        ck_assert(plot_font_has(font->characters[i]));
        check_letter(&canvas, font->characters[i], _i);
    }
    plot_canvas_free(&canvas);
}
END_TEST

static const int32_t unseen[] = {0xAD, 0x200B, 0x2060, 0xFEFF};

START_TEST(what_nobody_is_to_see_has_no_width)
{
    plot_canvas canvas;
    sim_error err;

    ck_assert_int_eq(plot_cairo_init_blank(&canvas, &err), SIM_OK);
    ck_assert_double_eq(plot_font_find(unseen[_i], true).advance, 0);
    ck_assert_double_eq(shown(&canvas, unseen[_i], true).advance, 0);
    plot_canvas_free(&canvas);
}
END_TEST

START_TEST(other_characters_are_as_wide_as_m)
{
    static const int32_t others[] = {0x42F, 0x4E2D, 0x1F9EC, 0x7F, 0x3A2, 0x10FFFF};

    ck_assert(!plot_font_has(others[_i]));
    ck_assert_double_eq(plot_font_find(others[_i], _i % 2).advance,
                        plot_font_find('M', _i % 2).advance);
    ck_assert_double_gt(plot_font_find(others[_i], true).advance,
                        plot_font_find(others[_i], false).advance);
}
END_TEST

/* As a browser reads it. */
typedef struct {
    unsigned char *bytes;
    size_t size;
    FT_Library library;
    FT_Face face;
} carried;

static void read_letters(carried *c, const char *letters)
{
    struct base64_decode_ctx decode;

    c->size = strlen(letters);
    c->bytes = malloc(BASE64_DECODE_LENGTH(c->size));
    base64_decode_init(&decode);
    ck_assert_int_eq(base64_decode_update(&decode, &c->size, c->bytes, c->size, letters),
                     1);
    ck_assert_int_eq(base64_decode_final(&decode), 1);
}

static void open_carried(carried *c, bool bold)
{
    sim_memory letters;
    sim_error err;

    ck_assert_int_eq(sim_memory_open(&letters, "font", &err), SIM_OK);
    for (const char *const *line = plot_font_carried.faces[bold].woff; *line; line++)
        fputs(*line, letters.stream);
    ck_assert_int_eq(sim_memory_close(&letters, "font", &err), SIM_OK);
    read_letters(c, letters.bytes);
    sim_memory_free(&letters);
    ck_assert_int_eq(FT_Init_FreeType(&c->library), 0);
    ck_assert_int_eq(
        FT_New_Memory_Face(c->library, c->bytes, (FT_Long)c->size, 0, &c->face), 0);
}

static void close_carried(carried *c)
{
    FT_Done_Face(c->face);
    FT_Done_FreeType(c->library);
    free(c->bytes);
}

static bool has_table(const carried *c, const char *name)
{
    const FT_ULong tag = FT_MAKE_TAG(name[0], name[1], name[2], name[3]);
    FT_ULong length = 0;

    return FT_Load_Sfnt_Table(c->face, tag, 0, NULL, &length) == 0 && length > 0;
}

START_TEST(a_face_has_these_letters_and_nothing_else)
{
    static const char *const there[] = {"cmap", "glyf", "head", "hhea", "hmtx",
                                        "loca", "maxp", "name", "OS/2", "post"};
    static const char *const left_out[] = {"GSUB", "GPOS", "GDEF", "kern", "fpgm", "prep"};
    carried c;

    open_carried(&c, _i);
    ck_assert_uint_lt(c.size, 20000);
    ck_assert_int_eq(memcmp(c.bytes, "wOFF", 4), 0);
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        ck_assert_msg(has_table(&c, there[i]), "no %s", there[i]);
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        ck_assert_msg(!has_table(&c, left_out[i]), "%s", left_out[i]);
    ck_assert_int_eq((c.face->style_flags & FT_STYLE_FLAG_BOLD) != 0, _i);
    ck_assert_int_eq(FT_Get_Char_Index(c.face, 0x42F), 0);
    close_carried(&c);
}
END_TEST

START_TEST(a_face_has_the_widths_of_its_letters)
{
    const plot_font *font = &plot_font_carried;
    carried c;

    open_carried(&c, _i);
    ck_assert_int_eq(c.face->units_per_EM, font->faces[_i].units);
    for (size_t i = 0; i < font->n; i++) {
        const FT_UInt glyph = FT_Get_Char_Index(c.face, (FT_ULong)font->characters[i]);

        ck_assert_uint_ne(glyph, 0);
        ck_assert_int_eq(FT_Load_Glyph(c.face, glyph, FT_LOAD_NO_SCALE), 0);
        ck_assert_int_eq(c.face->glyph->metrics.horiAdvance, font->faces[_i].advances[i]);
    }
    close_carried(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("font");
    TCase *widths = tcase_create("widths"), *faces = tcase_create("faces");

    tcase_add_loop_test(widths, letters_are_as_wide_as_those_of_other_formats, 0, 2);
    tcase_add_loop_test(widths, what_nobody_is_to_see_has_no_width, 0, 4);
    tcase_add_loop_test(widths, other_characters_are_as_wide_as_m, 0, 6);
    tcase_add_loop_test(faces, a_face_has_these_letters_and_nothing_else, 0, 2);
    tcase_add_loop_test(faces, a_face_has_the_widths_of_its_letters, 0, 2);
    suite_add_tcase(suite, widths);
    suite_add_tcase(suite, faces);
    return suite_run(suite);
}
