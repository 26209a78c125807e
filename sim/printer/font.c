/* font.c -- prints the letters that a drawing carries along, for the build to compile: of each face
 * how wide they are, and the face itself with these letters alone, without layout features and
 * hints, as WOFF 1.0 (W3C 2012) in base64 (RFC 4648).
 *
 * The font is the one that figures are set in, found as they find it.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <nettle/base64.h>
#include <zlib.h>

static const char family[] = "DejaVu Sans";

typedef struct {
    int32_t from, to;
} range;

static const range ranges[] = {
#define CHARACTERS(from, to) {from, to},
#include "plots/font.def"
#undef CHARACTERS
};

enum { N_RANGES = sizeof ranges / sizeof *ranges };

static const struct {
    const char *name;
    int weight;
} faces[] = {{"regular", FC_WEIGHT_REGULAR}, {"bold", FC_WEIGHT_BOLD}};

enum { N_FACES = sizeof faces / sizeof *faces };

static void fail(const char *what)
{
    fprintf(stderr,
            "the letters of figures: %s; %s as Debian's fonts-dejavu-core has it would be "
            "right\n",
            what, family);
    exit(EXIT_FAILURE);
}

/* ---- the font ------------------------------------------------------------- */

static hb_face_t *open_face(int weight)
{
    FcPattern *wanted =
        FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, FC_WEIGHT, FcTypeInteger,
                       weight, FC_SLANT, FcTypeInteger, FC_SLANT_ROMAN, (char *)NULL);
    FcResult result;
    FcPattern *found;
    FcChar8 *file = NULL, *name = NULL;
    hb_blob_t *blob;
    hb_face_t *face;

    if (!wanted) fail("no memory");
    FcConfigSubstitute(NULL, wanted, FcMatchPattern);
    FcDefaultSubstitute(wanted);
    found = FcFontMatch(NULL, wanted, &result);
    if (!found || FcPatternGetString(found, FC_FILE, 0, &file) != FcResultMatch ||
        FcPatternGetString(found, FC_FAMILY, 0, &name) != FcResultMatch ||
        strcmp((const char *)name, family) != 0)
        fail("the font was not found");
    blob = hb_blob_create_from_file((const char *)file);
    face = hb_face_create(blob, 0);
    if (hb_face_get_glyph_count(face) == 0) fail("the font's file cannot be read");
    hb_blob_destroy(blob);
    FcPatternDestroy(found);
    FcPatternDestroy(wanted);
    return face;
}

/* ---- how wide letters are --------------------------------------------------- */

static void print_characters(void)
{
    size_t n = 0;

    printf("static const int32_t characters[] = {");
    for (size_t i = 0; i < N_RANGES; i++)
        for (int32_t c = ranges[i].from; c <= ranges[i].to; c++)
            printf("%s%ld,", n++ % 10 == 0 ? "\n    " : " ", (long)c);
    printf("\n};\n\n");
}

static void print_advances(hb_font_t *font, const char *name)
{
    size_t n = 0;

    printf("static const uint16_t %s_advances[] = {", name);
    for (size_t i = 0; i < N_RANGES; i++)
        for (int32_t c = ranges[i].from; c <= ranges[i].to; c++) {
            hb_codepoint_t glyph;

            if (!hb_font_get_nominal_glyph(font, (hb_codepoint_t)c, &glyph))
                fail("a character of font.def is missing");
            printf("%s%d,", n++ % 10 == 0 ? "\n    " : " ",
                   (int)hb_font_get_glyph_h_advance(font, glyph));
        }
    printf("\n};\n\n");
}

/* ---- the face ------------------------------------------------------------- */

static void add_unicodes(hb_set_t *set)
{
    for (size_t i = 0; i < N_RANGES; i++)
        hb_set_add_range(set, (hb_codepoint_t)ranges[i].from, (hb_codepoint_t)ranges[i].to);
}

static void add_tables(hb_set_t *set)
{
    static const char *const layout[] = {"GSUB", "GPOS", "GDEF", "kern", "FFTM"};

    for (size_t i = 0; i < sizeof layout / sizeof *layout; i++)
        hb_set_add(set, hb_tag_from_string(layout[i], -1));
}

/* As a file: tables behind a list of them. */
static hb_blob_t *cut_out(hb_face_t *face)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_face_t *cut;
    hb_blob_t *blob;

    if (!input) fail("no memory");
    add_unicodes(hb_subset_input_unicode_set(input));
#if HB_VERSION_ATLEAST(3, 0, 0)
    add_tables(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    cut = hb_subset_or_fail(face, input);
#else
    add_tables(hb_subset_input_drop_tables_set(input));
    hb_subset_input_set_drop_hints(input, true);
    cut = hb_subset(face, input);
#endif
    if (!cut) fail("HarfBuzz cannot part them");
    blob = hb_face_reference_blob(cut);
    hb_face_destroy(cut);
    hb_subset_input_destroy(input);
    return blob;
}

/* ---- WOFF ----------------------------------------------------------------- */

typedef struct {
    unsigned char *bytes;
    size_t size;
} text;

enum { SFNT_HEADER = 12, SFNT_ROW = 16, WOFF_HEADER = 44, WOFF_ROW = 20, CHECKSUM = 4 };

static uint32_t get(const unsigned char *at, size_t n)
{
    uint32_t value = 0;

    for (size_t i = 0; i < n; i++) value = value << 8 | at[i];
    return value;
}

static void put(unsigned char *at, size_t n, size_t value)
{
    for (size_t i = n; i-- > 0; value >>= 8) at[i] = (unsigned char)(value & 255);
}

static size_t align(size_t size) { return (size + 3) & ~(size_t)3; }

/* One of n tables: deflated, where that is shorter. */
static void pack_table(text *woff, const unsigned char *sfnt, size_t i)
{
    const unsigned char *row = sfnt + SFNT_HEADER + i * SFNT_ROW;
    unsigned char *to = woff->bytes + WOFF_HEADER + i * WOFF_ROW;
    const size_t length = get(row + 12, 4);
    uLongf packed = compressBound((uLong)length);
    const Bytef *from = sfnt + get(row + 8, 4);

    if (compress2(woff->bytes + woff->size, &packed, from, (uLong)length,
                  Z_BEST_COMPRESSION) != Z_OK)
        fail("no memory");
    if (packed >= length) {
        memcpy(woff->bytes + woff->size, from, length);
        packed = (uLongf)length;
    }
    memcpy(to, row, 4);
    put(to + 4, 4, woff->size);
    put(to + 8, 4, packed);
    put(to + 12, 4, length);
    memcpy(to + 16, row + 4, CHECKSUM);
    memset(woff->bytes + woff->size + packed, 0, align(packed) - packed);
    woff->size += align(packed);
}

static text pack(hb_blob_t *blob)
{
    unsigned size;
    const unsigned char *sfnt = (const unsigned char *)hb_blob_get_data(blob, &size);
    const size_t n = size > SFNT_HEADER ? get(sfnt + 4, 2) : 0;
    text woff = {calloc(1, WOFF_HEADER + n * (WOFF_ROW + 64) + 2 * (size_t)size),
                 WOFF_HEADER + n * WOFF_ROW};
    size_t whole = SFNT_HEADER + n * SFNT_ROW;

    if (!woff.bytes || n == 0) fail("HarfBuzz cannot part them");
    for (size_t i = 0; i < n; i++) {
        whole += align(get(sfnt + SFNT_HEADER + i * SFNT_ROW + 12, 4));
        pack_table(&woff, sfnt, i);
    }
    memcpy(woff.bytes, "wOFF", 4);
    memcpy(woff.bytes + 4, sfnt, 4);
    put(woff.bytes + 8, 4, woff.size);
    put(woff.bytes + 12, 2, n);
    put(woff.bytes + 16, 4, whole);
    put(woff.bytes + 20, 2, 1); /* version 1.0 */
    return woff;
}

/* In lines that a compiler takes. */
static void print_base64(const text *t)
{
    enum { AT_ONCE = 72 };
    char line[BASE64_ENCODE_RAW_LENGTH(AT_ONCE) + 1];

    for (size_t i = 0; i < t->size; i += AT_ONCE) {
        const size_t n = t->size - i < AT_ONCE ? t->size - i : AT_ONCE;

        base64_encode_raw(line, n, t->bytes + i);
        printf("\n    \"%.*s\",", (int)BASE64_ENCODE_RAW_LENGTH(n), line);
    }
    printf("\n    0};\n\n");
}

/* ---- both faces ----------------------------------------------------------- */

static void print_face(size_t i, hb_font_extents_t *extents, unsigned *units)
{
    hb_face_t *face = open_face(faces[i].weight);
    hb_font_t *font = hb_font_create(face);
    hb_blob_t *blob = cut_out(face);
    text woff = pack(blob);

    hb_ot_font_set_funcs(font);
    print_advances(font, faces[i].name);
    printf("static const char *const %s_woff[] = {", faces[i].name);
    print_base64(&woff);
    hb_font_get_h_extents(font, extents);
    *units = hb_face_get_upem(face);
    free(woff.bytes);
    hb_blob_destroy(blob);
    hb_font_destroy(font);
    hb_face_destroy(face);
}

int main(void)
{
    hb_font_extents_t extents[N_FACES];
    unsigned units[N_FACES];

    printf("#include \"plots/font.h\"\n\n");
    print_characters();
    for (size_t i = 0; i < N_FACES; i++) print_face(i, &extents[i], &units[i]);
    printf("const plot_font plot_font_carried = {\n    \"%s\", characters,\n"
           "    sizeof characters / sizeof *characters,\n    {",
           family);
    for (size_t i = 0; i < N_FACES; i++)
        printf("{%u, %d, %d, %s_advances, %s_woff},\n     ", units[i],
               (int)extents[i].ascender, (int)-extents[i].descender, faces[i].name,
               faces[i].name);
    printf("}};\n");
    FcFini();
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
