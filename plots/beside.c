#include "plots/beside.h"

#include <math.h>
#include <string.h>

#include "plots/facets.h"
#include "plots/panel.h"
#include "plots/phrase.h"

/* Lengths in em. */
static const double head_gap = 1, line_height = 1.75, number_gap = 0.35, halo = 0.3;

static const double bar_share = 0.66;   /* of the room of an arm */
static const double number_share = 0.3; /* of the axis, for the numbers beyond bars */
static const double aspect = 0.36, word_share = 0.5; /* of a column, for names */

enum {
    DIGITS = 3,
    MOST_TOLD = 8,   /* arms below the title */
    MOST_IN_ROW = 4, /* panels */
};

/* A run, as its panel shows it. */
typedef struct {
    const plot_beside_run *run;
    plot_topic topic;
    plot_read *reads; /* [n_arms] */
    plot_fact fact;
    double best; /* the most that an arm helps; NAN: none has a number */
    plot_measure measure;
    const char *title, *saying;
} part;

typedef struct {
    const plot_beside *beside;
    plot_facets facets;
    part parts[PLOT_BESIDE_MOST]; /* [beside->n_runs] */
    plot_measure arms;
    size_t n_arms; /* that are drawn: the first */
    size_t winner; /* the arm that helps most in most runs; n_arms: none helps */
} beside_page;

const char *plot_beside_count(size_t n)
{
    static const char *const words[] = {"none", "one",    "two",   "three", "four",
                                        "five", "six",    "seven", "eight", "nine",
                                        "ten",  "eleven", "twelve"};

    return n <= PLOT_BESIDE_MOST ? words[n] : "many";
}

/* ---- how much an arm helps ------------------------------------------------- */

static double turn(const part *p)
{
    const sim_telling *t = p->topic.telling;

    return t && t->better == SIM_LESS_IS_BETTER ? -1 : 1;
}

static double help(const part *p, size_t arm)
{
    const double value = p->reads[arm].value;

    return fabs(value) < SIM_NEGLIGIBLE ? 0 : turn(p) * value;
}

/* What is worth a word. */
static double least(const part *p)
{
    return plot_telling_least(p->topic.telling, p->best, p->best);
}

static bool is_helped(const part *p) { return p->best > 0 && p->best >= least(p); }

/* Does the arm help as much as the best, but for what is not worth a word? */
static bool is_best(const part *p, size_t arm)
{
    return is_helped(p) && help(p, arm) > p->best - least(p);
}

static size_t count_best(const beside_page *j, size_t arm)
{
    size_t n = 0;

    for (size_t i = 0; i < j->beside->n_runs; i++) n += is_best(&j->parts[i], arm);
    return n;
}

static size_t find_winner(const beside_page *j)
{
    size_t winner = j->beside->n_arms, most = 0;

    for (size_t arm = 0; arm < j->beside->n_arms; arm++) {
        if (count_best(j, arm) <= most) continue;
        most = count_best(j, arm);
        winner = arm;
    }
    return winner;
}

/* Of those where it is best: is another as good in some? */
static bool is_shared(const beside_page *j, size_t winner)
{
    for (size_t i = 0; i < j->beside->n_runs; i++) {
        for (size_t arm = 0; arm < j->beside->n_arms; arm++) {
            if (arm != winner && is_best(&j->parts[i], winner) &&
                is_best(&j->parts[i], arm))
                return true;
        }
    }
    return false;
}

/* ---- words ----------------------------------------------------------------- */

/* "both", "all four", "three of four". */
static void add_count(size_t n, size_t all, GString *text)
{
    if (n < all)
        g_string_append_printf(text, "%s of %s", plot_beside_count(n),
                               plot_beside_count(all));
    else if (all == 2)
        g_string_append(text, "both");
    else
        g_string_append_printf(text, "all %s", plot_beside_count(all));
}

/* What helps most where the winner does not. */
static void add_others(const beside_page *j, GString *text)
{
    for (size_t i = 0; i < j->beside->n_runs; i++) {
        const part *p = &j->parts[i];
        size_t arm = 0;

        if (is_best(p, j->winner)) continue;
        while (is_helped(p) && !is_best(p, arm)) arm++;
        g_string_append_printf(text, "; %s in %s",
                               is_helped(p) ? j->beside->arms[arm] : "none", p->run->title);
    }
}

static const char *make_title(const beside_page *j, sim_pool *pool)
{
    const size_t n = j->beside->n_runs;
    GString *text = g_string_new(NULL);

    if (j->winner == j->beside->n_arms) {
        g_string_append_printf(text, "No arm helps in any of the %s", plot_beside_count(n));
        return plot_keep(text, pool);
    }
    g_string_append_printf(text, "%s helps most%s in ", j->beside->arms[j->winner],
                           is_shared(j, j->winner) ? ", or as much as any," : "");
    add_count(count_best(j, j->winner), n, text);
    add_others(j, text);
    return plot_keep(text, pool);
}

/* How much of the winner's effect an arm has, from run to run. */
static plot_range find_part(const beside_page *j, size_t arm)
{
    plot_range range = plot_range_empty();
    static const plot_measure percent = {.label = "", .unit = "%"};

    for (size_t i = 0; i < j->beside->n_runs; i++) {
        const part *p = &j->parts[i];
        const double whole = help(p, j->winner);

        if (whole > 0 && whole >= least(p))
            plot_range_add(&range, &percent, round(100 * help(p, arm) / whole));
    }
    return range;
}

static void add_part(const char *arm, plot_range range, bool is_first, GString *text)
{
    g_string_append_printf(text, is_first ? "%s has " : ", %s ", arm);
    plot_add_number(text, range.from, DIGITS);
    if (range.to > range.from) {
        g_string_append(text, " to ");
        plot_add_number(text, range.to, DIGITS);
    }
    g_string_append(text, " %");
}

/* "Of its effect P8 has 72 to 80 %, P12 41 to 63 %." */
static const char *make_saying(const beside_page *j, sim_pool *pool)
{
    const size_t n_arms = j->beside->n_arms;
    GString *text = g_string_new("Of its effect ");
    size_t n = 0;

    for (size_t arm = 0; j->winner < n_arms && arm < n_arms && n < MOST_TOLD; arm++) {
        const plot_range range = find_part(j, arm);

        if (arm == j->winner || plot_range_is_empty(range)) continue;
        add_part(j->beside->arms[arm], range, n++ == 0, text);
    }
    g_string_append_c(text, '.');
    if (n == 0) g_string_truncate(text, 0);
    if (j->n_arms < n_arms)
        g_string_append_printf(text, "%sThe first %zu of %zu arms are drawn.",
                               n > 0 ? " " : "", j->n_arms, n_arms);
    if (text->len > 0) return plot_keep(text, pool);
    g_string_free(text, TRUE);
    return NULL;
}

/* ---- panels ---------------------------------------------------------------- */

static plot_measure measure_of(part *p, sim_pool *pool)
{
    const sim_telling *t = p->topic.telling;
    GString *label = g_string_new(turn(p) < 0 ? "fall of " : NULL);

    g_string_append(label, t ? t->words : p->topic.words);
    return (plot_measure){.label = plot_keep(label, pool),
                          .unit = p->topic.unit,
                          .counted = p->topic.times > 1 ? &plot_percent : NULL};
}

static const char *print_title(const part *p, sim_pool *pool)
{
    GString *text = g_string_new(p->run->title);

    if (text->len > 0) text->str[0] = g_ascii_toupper(text->str[0]);
    return plot_keep(text, pool);
}

static const char *print_fact(const part *p, sim_pool *pool)
{
    GString *text = g_string_new(NULL);

    plot_phrase_title(&p->fact, &p->topic, text);
    g_string_append_c(text, '.');
    return plot_keep(text, pool);
}

static size_t find_row(const sim_table *summary, const char *arm)
{
    size_t row = 0;

    while (row < summary->n_rows && strcmp(summary->keys[row], arm) != 0) row++;
    return row;
}

/* Its best or its worst, as titles tell it; of what is not worth a word, which is farther. */
static plot_read read_arm(const part *p, const char *arm)
{
    const plot_headline *h = &p->run->headline;
    plot_read best, worst;

    plot_headline_read(h, find_row(h->summary, arm), &best, &worst);
    if (plot_fact_is_small(&p->topic, best.value) && fabs(worst.value) > fabs(best.value))
        return worst;
    return plot_fact_choose(&p->topic, &best, &worst);
}

static void init_part(const beside_page *j, part *p, const plot_beside_run *run,
                      sim_pool *pool)
{
    const plot_beside *b = j->beside;

    *p = (part){.run = run,
                .topic = plot_headline_topic(&run->headline),
                .reads = sim_pool_take(pool, b->n_arms, sizeof *p->reads),
                .best = NAN};
    if (!p->reads) return;
    for (size_t arm = 0; arm < b->n_arms; arm++) {
        p->reads[arm] = read_arm(p, b->arms[arm]);
        p->reads[arm].order = arm;
        p->best = fmax(p->best, help(p, arm));
    }
    p->fact = plot_fact_of(&p->topic, p->reads, b->n_arms);
    p->measure = measure_of(p, pool);
    p->title = print_title(p, pool);
    p->saying = print_fact(p, pool);
}

/* From 0 on, no narrower than what it is told by, with room for numbers. */
static plot_range range_of(const beside_page *j, const part *p)
{
    const double span = p->topic.telling ? p->topic.telling->span : 0;
    plot_range range = {0, 0};
    double room;

    for (size_t arm = 0; arm < j->n_arms; arm++)
        plot_range_add(&range, &p->measure, help(p, arm));
    range.to = fmax(range.to, range.from + span);
    if (!(range.to > range.from)) range.to = range.from + 1;
    room = number_share * (range.to - range.from);
    return (plot_range){range.from, range.to + room};
}

static plot_facet facet_of(const beside_page *j, size_t i)
{
    const part *p = &j->parts[i];
    const double n = (double)j->n_arms;
    const bool is_brief = j->facets.draft->look->size->brief;

    return (plot_facet){.title = p->title,
                        .saying = is_brief ? NULL : p->saying,
                        .measure = &p->measure,
                        .range = range_of(j, p),
                        .words = word_share,
                        .height = line_height * n};
}

/* Categories stand from the bottom up. */
static plot_measure measure_arms(const plot_beside *b, size_t n, sim_pool *pool)
{
    const char **words = sim_pool_take(pool, n, sizeof *words);

    for (size_t arm = 0; words && arm < n; arm++) words[arm] = b->arms[n - 1 - arm];
    return (plot_measure){.label = "", .unit = "1", .words = words, .n_words = n};
}

static void init_facets(beside_page *j, plot_draft *draft)
{
    const plot_size *size = draft->look->size;

    j->facets = (plot_facets){.draft = draft,
                              .n = plot_facets_room(size, j->beside->n_runs, false),
                              .measure = &j->arms,
                              .range = {-0.5, (double)j->n_arms - 0.5},
                              .broad = size->narrow && size->height == 0,
                              .in_row = j->beside->n_runs <= MOST_IN_ROW,
                              .failed = "without this number",
                              .aspect = aspect};
    for (size_t i = 0; i < j->facets.n; i++) j->facets.list[i] = facet_of(j, i);
}

static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    beside_page *j = page;
    const plot_beside *b = shown;
    sim_status status = plot_facets_check("beside", b->n_runs, b->n_arms, err);

    if (status != SIM_OK) return status;
    j->beside = b;
    j->n_arms = b->n_arms < PLOT_NAMED_MAX ? b->n_arms : PLOT_NAMED_MAX;
    j->arms = measure_arms(b, j->n_arms, &draft->pool);
    for (size_t i = 0; i < b->n_runs; i++)
        init_part(j, &j->parts[i], &b->runs[i], &draft->pool);
    status = sim_pool_check(&draft->pool, "figure", err);
    if (status != SIM_OK) return status;
    j->winner = find_winner(j);
    draft->caption.title = make_title(j, &draft->pool);
    draft->saying = make_saying(j, &draft->pool);
    init_facets(j, draft);
    plot_draft_say_left(draft, j->facets.n, b->n_runs);
    return sim_pool_check(&draft->pool, "figure", err);
}

static void arrange(void *page)
{
    beside_page *j = page;
    const plot_draft *d = j->facets.draft;

    plot_facets_arrange(&j->facets, plot_draft_room(d, head_gap).y);
}

/* ---- drawing --------------------------------------------------------------- */

static void draw_number(const beside_page *j, const part *p, size_t arm, plot_point at)
{
    plot_draft *d = j->facets.draft;
    plot_text style = plot_text_for(d->look, PLOT_TICK);
    const double value = help(p, arm), gap = plot_em(d->look, number_gap);
    GString *number = g_string_new(isfinite(value) ? NULL : "no number");

    if (isfinite(value)) plot_amount_tell_bare(value, &p->topic, number);
    style.align_y = 0.5;
    style.halo = plot_em(d->look, halo);
    style.halo_color = d->look->theme->paper;
    at.x += gap;
    plot_draw_text(&d->canvas, &style, at, number->str);
    g_string_free(number, TRUE);
}

static void draw_bar(const beside_page *j, const plot_frame *frame, size_t panel,
                     size_t arm)
{
    const part *p = &j->parts[panel];
    const size_t n = j->n_arms;
    const double value = isfinite(help(p, arm)) ? help(p, arm) : 0;
    const double height = bar_share * frame->box.height / (double)n;
    const plot_point zero = plot_frame_place(frame, 0, (double)(n - 1 - arm));
    const plot_point end = plot_frame_place(frame, value, (double)(n - 1 - arm));
    const plot_box box = {fmin(zero.x, end.x), zero.y - 0.5 * height, fabs(end.x - zero.x),
                          height};

    if (box.width > 0)
        plot_draw_box(&j->facets.draft->canvas,
                      plot_arm_color(j->facets.draft->look->theme, arm, n), box);
    draw_number(j, p, arm, value > 0 ? end : zero);
}

static void draw(void *page)
{
    beside_page *j = page;

    for (size_t i = 0; i < j->facets.n; i++) {
        plot_frame frame = plot_facets_begin(&j->facets, i);

        frame.marks_zero = true;
        plot_frame_draw_grid(&frame);
        for (size_t arm = 0; arm < j->n_arms; arm++) {
            plot_open_arm(&j->facets.draft->canvas, j->beside->arms[arm]);
            draw_bar(j, &frame, i, arm);
            plot_close_scope(&j->facets.draft->canvas);
        }
        plot_facets_draw_axes(&j->facets, i);
        plot_facets_end(&j->facets);
    }
}

/* ---- in sentences ---------------------------------------------------------- */

/* "P2: 3.71 mm". */
static void tell_arm(const beside_page *j, const part *p, size_t arm, GString *words)
{
    g_string_append_printf(words, "%s: ", j->beside->arms[arm]);
    if (isfinite(p->reads[arm].value))
        plot_amount_tell(help(p, arm), &p->topic, words);
    else
        g_string_append(words, "no number");
}

static void tell(const void *page, GString *words)
{
    const beside_page *j = page;

    plot_draft_tell_saying(j->facets.draft, words);
    g_string_append_printf(words, "Figure of %zu panels. ", j->facets.n);
    for (size_t i = 0; i < j->facets.n; i++) {
        const part *p = &j->parts[i];

        g_string_append_printf(words, "%s. %s ", p->title, p->saying);
        plot_facets_tell_x(&j->facets, i, words);
        for (size_t arm = 0; arm < j->beside->n_arms; arm++) {
            tell_arm(j, p, arm, words);
            g_string_append(words, arm + 1 < j->beside->n_arms ? "; " : ". ");
        }
    }
    for (size_t i = j->facets.n; i < j->beside->n_runs; i++)
        plot_draft_tell_left(words, i - j->facets.n, j->beside->n_runs - j->facets.n,
                             j->parts[i].title);
}

static void find_part_facts(const beside_page *j, const part *p, const char *figure,
                            plot_facts *facts)
{
    plot_saying s = {.figure = figure,
                     .panel = p->run->name,
                     .place = "caption",
                     .quantity = p->topic.column,
                     .has_fact = true,
                     .fact = p->fact,
                     .text = (char *)p->saying};

    plot_facts_add(facts, &s);
    s.place = "alt";
    for (size_t arm = 0; arm < j->beside->n_arms; arm++) {
        GString *text = g_string_new(NULL);

        s.fact = plot_fact_of_one(&p->topic, &p->reads[arm]);
        s.fact.arm = p->reads[arm];
        tell_arm(j, p, arm, text);
        s.text = text->str;
        plot_facts_add(facts, &s);
        g_string_free(text, TRUE);
    }
}

static void find(const void *page, const char *figure, plot_facts *facts)
{
    const beside_page *j = page;

    plot_draft_find(j->facets.draft, figure, facts);
    for (size_t i = 0; i < j->beside->n_runs; i++)
        find_part_facts(j, &j->parts[i], figure, facts);
}

const plot_maker plot_beside_maker = {sizeof(beside_page), init, arrange, draw, tell, find};
