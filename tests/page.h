/* page.h -- figures in tests: what their files hold, and what can be seen of them. */
#ifndef TESTS_PAGE_H
#define TESTS_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "plots/draft.h"
#include "plots/recording.h"

typedef struct {
    char *bytes; /* [size] freed by the caller */
    size_t size;
} page;

enum { PAGE_FORMATS = 3, PAGE_SIZES = 4, PAGE_THEMES = 2, PAGE_LOOKS = 24 };

/* Each look there is: theme, size and format. */
plot_look page_look(int i);

/* The default theme and size in a format. */
plot_look page_plain(const char *format);

/* A caption whose title no figure of these kinds uses. */
extern const plot_caption page_caption;

/* A canvas that shows nothing, to measure on; plot_canvas_free ends it. */
void page_blank(plot_canvas *canvas);

/* What a maker makes of something to show, under that caption; the caller frees its bytes. */
page page_draw(const plot_maker *maker, const void *shown, plot_look look);

/* A drawing as a list: of a maker, as it looks, its format aside.  As SVG it is the same, or the
 * test fails. */
typedef struct {
    plot_canvas measure;
    plot_recording list;
} page_list;
void page_record(page_list *list, const plot_maker *maker, const void *shown,
                 const plot_caption *caption, const plot_look *look);
void page_list_free(page_list *list);

/* The same; what it says is added to facts as that of the figure "drawn". */
void page_record_said(page_list *list, const plot_figure *figure,
                      const plot_caption *caption, const plot_look *look,
                      plot_facts *facts);

/* Is it drawn, on one line or on several, one below the other? */
bool page_list_shows(const page_list *list, const char *text);

double page_middle_x(const plot_drawn *drawn);
double page_middle_y(const plot_drawn *drawn);

bool page_holds(const page *written, const char *text);

/* Asserts that a PNG shows something, and that nothing reaches its edge. */
void page_check_png(const page *written);

/* How many points of a PNG have a color, to 2 parts of 255. */
size_t page_count_color(const page *written, plot_color color);

/* Number i of the sequence of this base: even over 0 to 1 from any beginning. */
double page_scatter(int i, int base);

#endif
