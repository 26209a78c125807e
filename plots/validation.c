#include "plots/validation.h"

#include <math.h>
#include <string.h>

#include "plots/key.h"
#include "plots/matches.h"
#include "sim/io/text.h"

/* Lengths in em. */
static const double key_gap = 0.6, head_gap = 0.7, halo = 0.4;

static const double aspects[] = {0.36, 0.36, 0.48, 0.6}; /* by the number of panels */
static const double legible = 1.05; /* lines by the height of their words */

enum { N_ASPECTS = sizeof aspects / sizeof *aspects, FEW_PANELS = 6 };

typedef struct {
    const plot_validation *validation;
    plot_facets facets;
    plot_mark *marks;                      /* [validation->n] */
    plot_answer answers[PLOT_MOST_PANELS]; /* [facets.n] */
    size_t n_left;                         /* panels behind those that have no room */
    plot_score score;
    size_t n_idle, n_empty; /* rows that do not run; that have no value */
    size_t n_missing;       /* that are not drawn: of panels without room, and these: */
    size_t n_beyond;        /* that no panel takes */
    char title[2 * PLOT_WORDS_SIZE];
    char saying[4 * PLOT_WORDS_SIZE];
} validation_page;

/* ---- words ----------------------------------------------------------------- */

static bool has_rows(const plot_share shares[2]) { return shares[0].n + shares[1].n > 0; }

/* Is it one hit of one role: "1 of 5 predicted numbers lies"? */
static bool is_single(const plot_share shares[2])
{
    return shares[0].n * shares[1].n == 0 && shares[0].hits + shares[1].hits == 1;
}

/* "knee: 71 of 87 calibration numbers and 40 of 79 predicted ones lie within ..." */
static void set_title(validation_page *j)
{
    const plot_share *numbers = j->score.numbers, *sign = j->score.signs;
    const char *of = j->validation->of, *colon = of ? ": " : "";
    char share[PLOT_WORDS_SIZE];

    if (!of) of = "";
    if (has_rows(numbers)) {
        plot_share_print(share, numbers, "numbers");
        snprintf(j->title, sizeof j->title, "%.40s%s%s %s within what was measured", of,
                 colon, share, is_single(numbers) ? "lies" : "lie");
    } else if (has_rows(sign)) {
        plot_share_print(share, sign, "signs");
        snprintf(j->title, sizeof j->title, "%.40s%s%s %s as measured", of, colon, share,
                 is_single(sign) ? "is" : "are");
    } else
        snprintf(j->title, sizeof j->title, "%.40s%sNo row was run", of, colon);
}

/* Adds "18 rows ...", or "1 row ..." in other words; nothing of none. */
static void add_count(validation_page *j, size_t n, const char *one, const char *many)
{
    if (n > 0)
        sim_text_append(j->saying, sizeof j->saying, "%zu %s. ", n, n == 1 ? one : many);
}

static void set_saying(validation_page *j)
{
    const plot_share *sign = j->score.signs;
    const char *bands = j->validation->band_words;
    char share[PLOT_WORDS_SIZE];

    j->saying[0] = '\0';
    if (has_rows(j->score.numbers) && has_rows(sign)) {
        plot_share_print(share, sign, "signs");
        sim_text_append(j->saying, sizeof j->saying,
                        "%s (less, same or more) %s as measured. ", share,
                        is_single(sign) ? "is" : "are");
    }
    add_count(j, j->n_idle, "row cannot be run and counts nowhere",
              "rows cannot be run and count nowhere");
    add_count(j, j->n_empty, "without a value is a miss", "without a value are misses");
    add_count(j, j->n_missing, "more counts but is not drawn here",
              "more count but are not drawn here");
    if (bands && j->facets.n > 0)
        sim_text_append(j->saying, sizeof j->saying, "%c%s.", g_ascii_toupper(bands[0]),
                        bands + 1);
}

/* ---- panels ---------------------------------------------------------------- */

static size_t count_marks(const validation_page *j, int panel)
{
    size_t n = 0;

    for (size_t i = 0; i < j->validation->n; i++) n += j->marks[i].panel == panel ? 1 : 0;
    return n;
}

static bool is_asked(const validation_page *j, int panel)
{
    return count_marks(j, panel) > 0;
}

/* A page of few, low panels reads best where all lists stand below the points. */
static bool is_in_turn(const validation_page *j, const plot_question *q, bool lists)
{
    bool brief = j->facets.draft->look->size->brief;

    return brief ? (q->form >= PLOT_LINES) == lists : !lists;
}

/* Panels without room, and the rows that are not drawn. */
static void count_left(validation_page *j)
{
    const plot_facets *f = &j->facets;

    j->n_left = f->n_all - f->n;
    j->n_missing = j->n_beyond;
    for (size_t i = f->n; i < f->n_all; i++) j->n_missing += j->answers[i].n;
}

static void set_panels(validation_page *j)
{
    plot_facets *f = &j->facets;
    size_t n = 0;

    for (int lists = 0; lists < 2; lists++)
        for (size_t i = 0; plot_question_find(i); i++) {
            if (!is_in_turn(j, plot_question_find(i), lists == 1)) continue;
            if (!is_asked(j, (int)i)) continue;
            if (n == PLOT_MOST_PANELS) {
                j->n_beyond += count_marks(j, (int)i);
                continue;
            }
            plot_answer_init(&j->answers[n], &f->draft->pool, (int)i, j->marks,
                             j->validation->n);
            f->list[n] = plot_answer_facet(&j->answers[n]);
            n++;
        }
    f->n_all = n;
    f->n = plot_facets_room(f->draft->look->size, n, f->broad);
    count_left(j);
}

/* ---- arranging ------------------------------------------------------------- */

/* Is something drawn that this sign explains? */
static bool is_needed(const validation_page *j, plot_key_kind kind)
{
    for (size_t i = 0; i < j->validation->n; i++) {
        const plot_finding *row = j->marks[i].row;

        if (j->marks[i].panel == PLOT_NO_PANEL) continue;
        if (kind == PLOT_KEY_TARGET || (kind == PLOT_KEY_MISS && !row->hit) ||
            (kind == PLOT_KEY_FITTED && row->is_calibration) ||
            (kind == PLOT_KEY_OPEN && !row->is_calibration))
            return true;
    }
    return false;
}

static double draw_header(const validation_page *j)
{
    static const plot_key keys[] = {
        {.kind = PLOT_KEY_TARGET,
         .text = "measured, and the interval that counts as right"},
        {.kind = PLOT_KEY_FITTED, .text = "the model, fitted to it: calibration"},
        {.kind = PLOT_KEY_OPEN, .text = "the model, not fitted: predicted"},
        {.kind = PLOT_KEY_MISS, .text = "a miss"},
    };
    enum { N_KEYS = sizeof keys / sizeof *keys };
    plot_draft *d = j->facets.draft;
    plot_box room = plot_draft_room(d, key_gap);
    plot_key needed[N_KEYS];
    size_t n = 0;

    for (size_t i = 0; i < N_KEYS; i++)
        if (is_needed(j, keys[i].kind)) needed[n++] = keys[i];
    room.y += plot_key_draw(&d->canvas, d->look, needed, n, room);
    return room.y + plot_em(d->look, head_gap);
}

/* Lines that stand closer than words are high have none. */
static bool is_legible(const validation_page *j, size_t panel)
{
    plot_draft *d = j->facets.draft;
    const plot_text style = plot_text_for(d->look, PLOT_TICK);
    double height = plot_measure_text(&d->canvas, &style, "0").height;
    size_t n = j->answers[panel].at.n_words;

    return n <= PLOT_MOST_TICKS &&
           j->facets.boxes[panel].height >= legible * height * (double)n;
}

static void label_lines(validation_page *j, size_t panel)
{
    plot_answer_label_lines(&j->answers[panel], j->facets.draft,
                            plot_facets_word_room(&j->facets, panel));
    if (!is_legible(j, panel)) plot_answer_hide_labels(&j->answers[panel]);
}

static void arrange(void *page)
{
    validation_page *j = page;
    plot_draft *d = j->facets.draft;
    double top = draw_header(j);

    if (j->facets.n == 0) {
        if (d->height == 0) d->height = ceil(top + d->below);
        return;
    }
    plot_facets_arrange(&j->facets, top);
    for (size_t i = 0; i < j->facets.n; i++)
        if (plot_answer_has_lines(&j->answers[i])) label_lines(j, i);
    plot_facets_arrange(&j->facets, top);
    if (!d->is_crowded) return;
    count_left(j);
    set_saying(j);
    d->saying = j->saying;
}

/* ---- drawing --------------------------------------------------------------- */

/* Host and bed, above the lines that have them. */
static void draw_places(const validation_page *j, size_t panel, const plot_matches *m)
{
    const plot_answer *a = m->answer;
    plot_draft *d = j->facets.draft;
    plot_text style = plot_text_for(d->look, PLOT_SAYING);
    double left = plot_facets_left(&j->facets, panel);

    if (!plot_answer_has_lines(a) || !is_legible(j, panel)) return;
    style.align_y = 0.5;
    style.lines = 1;
    style.width = m->frame.box.x + m->frame.box.width - left;
    style.halo = plot_em(d->look, halo);
    style.halo_color = d->look->theme->paper;
    for (size_t i = 0; i < a->at.n_words; i++)
        if (a->words[i][0] == '\0')
            plot_draw_text(&d->canvas, &style,
                           (plot_point){left, plot_matches_at(m, (double)i)}, a->labels[i]);
}

static void draw_panel(const validation_page *j, size_t panel)
{
    const plot_matches m = {plot_facets_begin(&j->facets, panel), &j->answers[panel]};

    plot_matches_draw_behind(&m);
    plot_facets_draw_axes(&j->facets, panel);
    draw_places(j, panel, &m);
    plot_matches_draw_model(&m);
    plot_facets_end(&j->facets);
}

static void draw(void *page)
{
    validation_page *j = page;

    draw_header(j);
    for (size_t i = 0; i < j->facets.n; i++) draw_panel(j, i);
}

/* ---- in sentences ---------------------------------------------------------- */

static void tell(const void *page, GString *words)
{
    const validation_page *j = page;

    g_string_append_printf(words, "%sFigure of %zu panel%s. ", j->saying, j->facets.n,
                           j->facets.n == 1 ? "" : "s");
    for (size_t i = 0; i < j->facets.n; i++) plot_answer_tell(&j->answers[i], words);
    for (size_t i = 0; i < j->n_left; i++)
        plot_draft_tell_left(words, i, j->n_left,
                             j->answers[j->facets.n + i].question->title);
}

/* ---- the figure ------------------------------------------------------------ */

static sim_status check_rows(const plot_validation *v, sim_error *err)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->rows[i].low > v->rows[i].high || v->rows[i].low90 > v->rows[i].high90)
            return sim_fail(err, SIM_EVALUE,
                            "figure 'validation': an interval of '%s', '%s' ends before it "
                            "starts",
                            v->rows[i].study, v->rows[i].row);
    return SIM_OK;
}

static size_t count_panels(const validation_page *j)
{
    size_t n = 0;

    for (int i = 0; plot_question_find((size_t)i); i++) n += is_asked(j, i) ? 1 : 0;
    return n;
}

/* Details are left out where the page is brief and has no room for all. */
static void find_marks(validation_page *j)
{
    const plot_validation *v = j->validation;

    for (size_t i = 0; i < v->n; i++) j->marks[i] = plot_mark_find(&v->rows[i], false);
    if (!j->facets.draft->look->size->brief || count_panels(j) <= FEW_PANELS) return;
    for (size_t i = 0; i < v->n; i++) j->marks[i] = plot_mark_find(&v->rows[i], true);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_validation *v = shown;
    validation_page *j = page;
    sim_status status = check_rows(v, err);

    if (status != SIM_OK) return status;
    *j = (validation_page){.validation = v,
                           .facets = {.draft = draft, .broad = true},
                           .marks = sim_pool_take(&draft->pool, v->n, sizeof *j->marks)};
    if (!j->marks) return sim_fail_memory(err, "figure");
    find_marks(j);
    for (size_t i = 0; i < v->n; i++) {
        plot_score_add(&j->score, &v->rows[i]);
        if (!v->rows[i].runs)
            j->n_idle++;
        else if (isnan(v->rows[i].predicted))
            j->n_empty++;
        else if (j->marks[i].panel == PLOT_NO_PANEL)
            j->n_beyond++;
    }
    set_panels(j);
    j->facets.aspect = aspects[j->facets.n < N_ASPECTS ? j->facets.n : N_ASPECTS - 1];
    set_title(j);
    set_saying(j);
    draft->caption.title = j->title;
    draft->saying = j->saying[0] ? j->saying : NULL;
    return sim_pool_check(&draft->pool, "figure", err);
}

const plot_maker plot_validation_maker = {
    sizeof(validation_page), init, arrange, draw, tell, NULL};
