#include "sim/cli/paragraph.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

void sim_paragraph_print(const char *heading, const char *text, int indent)
{
    int column = printf("%-*s", indent, heading);
    bool starts = true; /* a line, or behind the heading */

    while (*text) {
        const int length = (int)strcspn(text, " ");

        if (!starts && column + 1 + length > SIM_LINE_LENGTH) {
            column = printf("\n%*s", indent, "") - 1;
            starts = true;
        }
        if (!starts) column += printf(" ");
        starts = false;
        printf("%.*s", length, text);
        column += length;
        text += length + (int)strspn(text + length, " ");
    }
    putchar('\n');
}
