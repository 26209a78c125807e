/* fuzz_csv.c -- any bytes as a table that a run wrote.
 *
 * What must hold: reading ends in rows or in a message of one line; rows are of known
 * arms, and written and read again they are the same.
 */
#include <ctype.h>
#include <string.h>

#include "sim/io/table.h"
#include "tests/fuzz.h"

static const sim_column arm = {"arm", "1", "name of the arm", SIM_CELL_TEXT};
static const sim_column columns[] = {
    {"day", "day", "time", SIM_CELL_NUMBER},
    {"tnf", "pg/mL", "TNF", SIM_CELL_NUMBER},
    {"a, \"b\"", "1", "a name that needs quotes", SIM_CELL_NUMBER}};
static const char *const arms[] = {"P2", "no, \"cells\"", ""};

enum { N_COLUMNS = sizeof columns / sizeof *columns, N_ARMS = sizeof arms / sizeof *arms };

static sim_status read_bytes(sim_table *table, const void *data, size_t size,
                             sim_error *err)
{
    char *bytes = malloc(size + 1);
    sim_csv_source source = {"a.csv", NULL, arms, N_ARMS};
    sim_status status;

    fuzz_demand(bytes != NULL, "malloc");
    memcpy(bytes, data, size);
    bytes[size] = '\n';
    fuzz_demand(sim_table_init(table, "a", arm, columns, N_COLUMNS, err) == SIM_OK,
                err->text);
    source.in = fmemopen(bytes, size > 0 ? size : 1, "rb");
    fuzz_demand(source.in != NULL, "fmemopen");
    status = sim_table_read_csv(table, &source, err);
    fuzz_demand(fclose(source.in) == 0, "fmemopen");
    free(bytes);
    return status;
}

static char *write_text(const sim_table *table, size_t *size)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    sim_error err;

    fuzz_demand(out != NULL, "open_memstream");
    fuzz_demand(sim_table_write(table, &(sim_rows_to){.csv = out}, &err) == SIM_OK,
                err.text);
    fuzz_demand(fclose(out) == 0, "open_memstream");
    return text;
}

static void check_message(sim_status status, const sim_error *err)
{
    fuzz_demand(status == SIM_EPARSE || status == SIM_EIO, err->text);
    fuzz_demand(strncmp(err->text, "a.csv:", strlen("a.csv:")) == 0, err->text);
    for (const char *c = err->text; *c; c++)
        fuzz_demand(!iscntrl((unsigned char)*c), err->text);
}

static void check_written(const sim_table *table)
{
    size_t size, size_again;
    char *text = write_text(table, &size), *text_again;
    sim_table again;
    sim_error err = {""};

    fuzz_demand(read_bytes(&again, text, size, &err) == SIM_OK, err.text);
    text_again = write_text(&again, &size_again);
    fuzz_demand(again.n_rows == table->n_rows && strcmp(text, text_again) == 0, text_again);
    free(text_again);
    free(text);
    sim_table_free(&again);
}

static void check_keys(const sim_table *table)
{
    for (size_t r = 0; r < table->n_rows; r++) {
        size_t i = 0;

        while (i < N_ARMS && table->keys[r] != arms[i]) i++;
        fuzz_demand(i < N_ARMS, "the key is borrowed from no arm");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sim_table table;
    sim_error err = {""};
    sim_status status = read_bytes(&table, data, size, &err);

    if (status == SIM_OK) {
        check_keys(&table);
        check_written(&table);
    } else {
        check_message(status, &err);
    }
    sim_table_free(&table);
    return 0;
}
