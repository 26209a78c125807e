#include "plots/font.h"

#include <utf8proc.h>

/* The place of a character; n of the font where it has none. */
static size_t find_place(int32_t character)
{
    const plot_font *font = &plot_font_carried;
    size_t low = 0, high = font->n;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (font->characters[middle] < character)
            low = middle + 1;
        else
            high = middle;
    }
    return low < font->n && font->characters[low] == character ? low : font->n;
}

bool plot_font_has(int32_t character)
{
    return find_place(character) < plot_font_carried.n;
}

plot_letter plot_font_find(int32_t character, bool bold)
{
    const plot_face *face = &plot_font_carried.faces[bold];
    const double size = face->units;
    size_t place = find_place(character);
    plot_letter letter = {.ascent = face->ascent / size, .descent = face->descent / size};

    if (utf8proc_get_property(character)->ignorable) return letter;
    if (place == plot_font_carried.n) place = find_place('M');
    letter.advance = face->advances[place] / size;
    return letter;
}
