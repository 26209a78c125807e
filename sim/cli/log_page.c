#include "sim/cli/log_page.h"

#include "plots/figure.h"

static const char name[] = "log";

bool sim_log_page_is_drawn(const sim_logged *logged, const sim_sheet_look *look)
{
    return logged && sim_logged_is_seen(logged) && !look->panel;
}

sim_status sim_log_page_claim(const sim_sheet_look *look, const sim_files *files,
                              sim_error *err)
{
    return sim_sheet_claim(name, look, files, err);
}

sim_status sim_log_page_write(const sim_log_page *page, sim_files *files, sim_error *err)
{
    sim_table recorded = {0}, modelled = {0};
    const sim_table *front[] = {&recorded}, *behind[] = {&modelled};
    const plot_data data = {.runs = {{front, 1, NULL}, {behind, 1, NULL}},
                            .behind_name = "the model",
                            .chain = page->chain};
    const plot_page shown = {name, &data, NULL, NULL};
    plot_caption caption = *page->caption;
    const sim_sheet sheet = {name,   page->look, &caption, &plot_page_maker,
                             &shown, page->facts};
    sim_status status = sim_logged_part(page->logged, SIM_LOGGED_RECORDED, &recorded, err);

    caption.title = "What was recorded, and what the model says to it";
    if (status == SIM_OK)
        status = sim_logged_part(page->logged, SIM_LOGGED_MODELLED, &modelled, err);
    if (status == SIM_OK) status = sim_sheet_write(&sheet, files, err);
    sim_table_free(&recorded);
    sim_table_free(&modelled);
    return status;
}
