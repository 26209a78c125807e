#include "tests/spoil.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

enum { PAGE = 4096, BYTES_MOST = 1 << 24, SQL = 1024 };

/* ---- chance --------------------------------------------------------------- */

/* Vigna (2014) arXiv:1402.6246, splitmix64. */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15ULL;

    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return z ^ z >> 31;
}

static size_t below(uint64_t *state, size_t n) { return n > 0 ? draw(state) % n : 0; }

/* ---- bytes ---------------------------------------------------------------- */

typedef struct {
    unsigned char *bytes;
    size_t n;
} content;

static content load(const char *path)
{
    content c = {malloc(BYTES_MOST), 0};
    FILE *in = fopen(path, "rb");

    if (in) {
        c.n = fread(c.bytes, 1, BYTES_MOST, in);
        fclose(in);
    }
    return c;
}

static void save(const char *path, content *c)
{
    FILE *out = fopen(path, "wb");

    if (out) {
        fwrite(c->bytes, 1, c->n, out);
        fclose(out);
    }
    free(c->bytes);
}

static void flip(const char *path, size_t first, size_t most, uint64_t *state)
{
    content c = load(path);
    const size_t n = 1 + below(state, 48), range = most < c.n ? most : c.n;

    for (size_t i = 0; i < n && range > first; i++)
        c.bytes[first + below(state, range - first)] = (unsigned char)draw(state);
    save(path, &c);
}

static void flip_anywhere(const char *path, uint64_t *state)
{
    flip(path, 0, BYTES_MOST, state);
}

static void flip_header(const char *path, uint64_t *state) { flip(path, 0, 112, state); }

static void flip_schema(const char *path, uint64_t *state) { flip(path, 100, PAGE, state); }

static void flip_tables(const char *path, uint64_t *state)
{
    flip(path, PAGE, 8 * PAGE, state);
}

/* One bit, of what counts most: the heads of pages. */
static void flip_bits(const char *path, uint64_t *state)
{
    content c = load(path);
    const size_t n = 1 + below(state, 4);

    for (size_t i = 0; i < n && c.n > PAGE; i++)
        c.bytes[below(state, c.n / PAGE) * PAGE + below(state, 24)] ^=
            (unsigned char)(1U << below(state, 8));
    save(path, &c);
}

static void move_page(const char *path, uint64_t *state)
{
    content c = load(path);
    const size_t pages = c.n / PAGE, from = below(state, pages), to = below(state, pages);
    unsigned char kept[PAGE];
    const int swaps = (int)below(state, 2);

    if (pages > 1) {
        memcpy(kept, c.bytes + to * PAGE, PAGE);
        memcpy(c.bytes + to * PAGE, c.bytes + from * PAGE, PAGE);
        if (swaps) memcpy(c.bytes + from * PAGE, kept, PAGE);
    }
    save(path, &c);
}

static void blank_page(const char *path, uint64_t *state)
{
    content c = load(path);

    if (c.n > PAGE)
        memset(c.bytes + below(state, c.n / PAGE) * PAGE, (int)below(state, 14), PAGE);
    save(path, &c);
}

/* Pages that lead to each other: the number of a page where one of another stands. */
static void lead_back(const char *path, uint64_t *state)
{
    content c = load(path);

    for (size_t i = 0; i < 6 && c.n > PAGE; i++) {
        const size_t page = below(state, c.n / PAGE), at = page * PAGE + (page ? 0 : 100);

        c.bytes[at] = below(state, 2) ? 5 : 2;
        c.bytes[at + 11] = (unsigned char)(1 + below(state, c.n / PAGE));
    }
    save(path, &c);
}

static void cut(const char *path, uint64_t *state)
{
    content c = load(path);

    c.n = below(state, c.n + 1);
    save(path, &c);
}

static void extend(const char *path, uint64_t *state)
{
    content c = load(path);

    for (size_t i = below(state, 3 * PAGE); i > 0; i--)
        c.bytes[c.n++] = (unsigned char)draw(state);
    save(path, &c);
}

/* ---- beside it ------------------------------------------------------------ */

static void put_beside(const char *path, uint64_t *state)
{
    static const char *const endings[] = {"-wal", "-journal", "-shm"};
    static const unsigned char starts[][8] = {
        {0x37, 0x7f, 0x06, 0x82, 0x00, 0x2d, 0xe2, 0x18},
        {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}};
    content c = {malloc(BYTES_MOST), 512 + below(state, 4 * PAGE)};
    char name[512];
    const size_t which = below(state, 3), start = below(state, 3);

    for (size_t i = 0; i < c.n; i++) c.bytes[i] = (unsigned char)draw(state);
    if (start < 2) memcpy(c.bytes, starts[start], sizeof starts[start]);
    if (below(state, 2)) memcpy(c.bytes + c.n - 8, starts[1], sizeof starts[1]);
    snprintf(name, sizeof name, "%s%s", path, endings[which]);
    save(name, &c);
}

static void spoil_log(const char *path, uint64_t *state)
{
    char name[512];

    snprintf(name, sizeof name, "%s-wal", path);
    if (access(name, F_OK) != 0)
        put_beside(path, state);
    else if (below(state, 4) == 0)
        cut(name, state);
    else
        flip(name, 0, below(state, 2) ? 4 * PAGE : BYTES_MOST, state);
}

/* ---- SQL ------------------------------------------------------------------ */

void spoil_by_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;

    if (sqlite3_open(path, &db) == SQLITE_OK) {
        sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1, NULL);
        sqlite3_exec(db, sql, NULL, NULL, NULL);
    }
    sqlite3_close(db);
}

static const char *const statements[] = {
    "CREATE INDEX i ON columns(kind, name, unit, meaning)",
    "CREATE INDEX i ON results(point); UPDATE sqlite_schema SET rootpage = %d WHERE "
    "name='i'",
    "UPDATE sqlite_schema SET rootpage = %d WHERE name = (SELECT name FROM sqlite_schema "
    "LIMIT 1 OFFSET %d)",
    "UPDATE sqlite_schema SET sql = replace(sql, 'REAL', 'TEXT') WHERE name = 'results'",
    "UPDATE sqlite_schema SET sql = replace(sql, 'TEXT', 'TEXT AS (value)') WHERE name = "
    "'facts'",
    "UPDATE sqlite_schema SET type = 'view', sql = 'CREATE VIEW results AS SELECT 1', "
    "rootpage = 0 WHERE name = 'results'",
    "DELETE FROM sqlite_schema WHERE rowid = %d %% 8",
    "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE rowid = %d %% 8",
    "DROP TABLE columns; CREATE VIEW columns AS WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL "
    "SELECT i + 1 FROM c) SELECT i AS number, 'input' AS kind, 'a' || i AS name, '1' AS "
    "unit, "
    "'m' AS meaning FROM c",
    "DROP TABLE facts; CREATE VIEW facts AS SELECT 'shards' AS name, '1' AS value",
    "CREATE TRIGGER t AFTER INSERT ON points BEGIN DELETE FROM results; END",
    "CREATE VIRTUAL TABLE v USING fts5(a)",
    "ALTER TABLE results ADD COLUMN more AS (point + %d)",
    "ALTER TABLE results ADD COLUMN \"more\" REAL",
    "UPDATE facts SET value = %d WHERE name = (SELECT name FROM facts LIMIT 1 OFFSET %d)",
    "UPDATE facts SET value = -%d WHERE name IN ('points', 'shard', 'shards', 'sets', "
    "'arms')",
    "UPDATE facts SET value = '1e9' WHERE name IN ('shards', 'points', 'sets')",
    "UPDATE facts SET value = '1000000000' WHERE name = 'shards'",
    "UPDATE facts SET value = zeroblob(%d00000) WHERE name = 'text'",
    "UPDATE facts SET value = 'a' || char(10, 27, 0, 155) || substr(value, %d) WHERE name "
    "= "
    "'text'",
    "UPDATE facts SET value = substr(value, %d) WHERE name = 'text'",
    "UPDATE facts SET value = NULL",
    "DELETE FROM facts WHERE rowid = %d %% 16",
    "DELETE FROM columns WHERE number = %d",
    "INSERT INTO columns(kind, name, unit, meaning) SELECT kind, name || %d, unit, meaning "
    "FROM "
    "columns",
    "UPDATE columns SET kind = 'course' WHERE number > %d",
    "UPDATE columns SET name = char(27) || '[31m' || name WHERE number = %d",
    "UPDATE columns SET name = x'ff00c328' WHERE number = %d",
    "UPDATE columns SET number = -number",
    "UPDATE results SET point = -point, arm_number = %d",
    "UPDATE results SET arm_number = -1 WHERE id = %d",
    "UPDATE results SET id = id + %d00000000000",
    "UPDATE points SET point = 9223372036854775807 - %d WHERE point = 1",
    "UPDATE points SET point = -%d WHERE point = 1",
    "UPDATE points SET build = 'x', seconds = x'00ff'",
    "UPDATE results SET potency = 1e308 * %d, injected_live = 9e999",
    "UPDATE results SET potency = 'nan', status = x'1b5b33316d'",
    "UPDATE results SET status = printf('%%.*c', %d00000, 'x')",
    "UPDATE results SET reason = char(27, 155, 8238) || '[2J', arm = char(10, 13, 8206)",
    "UPDATE results SET arm = NULL, status = NULL",
    "UPDATE results SET \"product.dose\" = 'many', potency = zeroblob(%d)",
    "UPDATE parameters SET name = NULL, value = %d",
    "UPDATE parameters SET value = printf('%%.*c', 70000, 'y')",
    "DELETE FROM parameters WHERE number %% 3 = %d %% 3",
    "UPDATE builds SET build = zeroblob(%d); INSERT INTO builds(build) VALUES(NULL)",
    "UPDATE courses SET arm_number = %d, arm = x'c3'",
    "UPDATE courses SET day = day * 1e300",
    "PRAGMA user_version = %d",
    "PRAGMA application_id = %d",
    "PRAGMA encoding = 'UTF-16'; VACUUM",
    "PRAGMA page_size = 512; VACUUM",
    "PRAGMA page_size = 65536; VACUUM",
    "PRAGMA auto_vacuum = FULL; VACUUM",
    "PRAGMA journal_mode = WAL",
    "ANALYZE",
    "DROP TABLE courses",
    "DELETE FROM points",
    "DELETE FROM results WHERE id = %d %% 5",
    "UPDATE points SET build = 7",
};

/* A number in the statement is one of a few that are odd. */
static void change_by_sql(const char *path, uint64_t *state)
{
    static const int odd[] = {0, 1, 2, 3, 5, 8, 40, 4000, 99999, 2147483647};
    const char *s = statements[below(state, sizeof statements / sizeof *statements)];
    char sql[SQL];
    int numbers[2];

    for (size_t i = 0; i < 2; i++) numbers[i] = odd[below(state, sizeof odd / sizeof *odd)];
    snprintf(sql, sizeof sql, s, numbers[0], numbers[1]);
    spoil_by_sql(path, sql);
}

static void change_twice(const char *path, uint64_t *state)
{
    change_by_sql(path, state);
    change_by_sql(path, state);
}

/* ---- all of them ---------------------------------------------------------- */

const char *spoil_database(const char *path, unsigned long long number)
{
    static const struct {
        void (*spoil)(const char *path, uint64_t *state);
        const char *name;
    } ways[] = {
        {change_by_sql, "SQL"},
        {flip_anywhere, "bytes"},
        {change_by_sql, "SQL"},
        {flip_header, "bytes of the header"},
        {flip_schema, "its list"},
        {change_by_sql, "SQL"},
        {flip_tables, "first tables"},
        {flip_bits, "heads of pages"},
        {change_twice, "SQL twice"},
        {move_page, "a page moved"},
        {blank_page, "a blank page"},
        {lead_back, "pages that lead back"},
        {cut, "cut"},
        {extend, "longer"},
        {spoil_log, "its log"},
        {put_beside, "a file beside it"},
    };
    const size_t way = number % (sizeof ways / sizeof *ways);
    uint64_t state = number;

    ways[way].spoil(path, &state);
    return ways[way].name;
}
