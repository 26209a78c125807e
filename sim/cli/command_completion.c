/* command_completion.c -- potency completion SHELL: a script made from the commands. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"

/* ---- what both shells complete -------------------------------------------- */

/* Options that argp adds to every command. */
static const char common[] = "--help --usage --version";

static void print_words(sim_words *words)
{
    for (size_t i = 0; words(i); i++) printf("%s%s", i ? " " : "", words(i));
}

static void print_command_names(void)
{
    for (size_t i = 0; sim_commands[i].name; i++)
        printf("%s%s", i ? " " : "", sim_commands[i].name);
}

/* May the argument be a file beside one of its words? */
static bool takes_file(const sim_listing *listing)
{
    return listing->argument && strstr(listing->argument, "|FILE");
}

/* ---- bash ----------------------------------------------------------------- */

static void print_bash_values(const sim_option *o)
{
    if (!o->words) return;
    printf("        --%s) COMPREPLY=($(compgen -W \"", o->name);
    print_words(o->words);
    printf("\" -- \"$word\")); return ;;\n");
}

static void print_bash_command(const sim_listing *listing)
{
    sim_option list[SIM_OPTIONS_MAX];
    const size_t n = sim_options_list(listing->command, list);

    printf("    %s)\n        case $option in\n", listing->name);
    for (size_t i = 0; i < n; i++) print_bash_values(&list[i]);
    printf("        esac\n        options=\"%s", common);
    for (size_t i = 0; i < n; i++)
        printf(" --%s%s", list[i].name, list[i].placeholder ? "=" : "");
    printf("\"\n        arguments=\"");
    if (listing->command->words) print_words(listing->command->words);
    printf("\"%s ;;\n", takes_file(listing) ? "\n        files=yes" : "");
}

static void print_bash(void)
{
    printf("# bash completion for potency; made by `potency completion bash`\n"
           "_potency() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    local options arguments files=\n"
           "    if [ \"$word\" = = ]; then word=; fi\n"
           "    if [ \"$option\" = = ]; then option=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
           "    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; sim_commands[i].name; i++) print_bash_command(&sim_commands[i]);
    printf("    esac\n"
           "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
           "        options=\"%s\"\n        arguments=\"",
           common);
    print_command_names();
    printf("\"\n    fi\n"
           "    case $word in\n"
           "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
           "        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace ;;\n"
           "    *) if [ -n \"$arguments\" ]; then\n"
           "            COMPREPLY=($(compgen -W \"$arguments\" -- \"$word\")\n"
           "                ${files:+$(compgen -f -- \"$word\")})\n"
           "        else\n"
           "            COMPREPLY=($(compgen -f -- \"$word\"))\n"
           "        fi ;;\n"
           "    esac\n"
           "}\n"
           "complete -o filenames -F _potency potency\n");
}

/* ---- zsh ------------------------------------------------------------------ */

/* Inside '[...]' of a zsh specification some characters need a backslash. */
static void print_zsh_text(const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '\'')
            printf("'\\''");
        else
            printf("%s%c", strchr("[]:\\", *c) ? "\\" : "", *c);
    }
}

static void print_zsh_option(const sim_option *o)
{
    printf(" \\\n            '*--%s%s[", o->name, o->placeholder ? "=" : "");
    print_zsh_text(o->help);
    printf("]");
    if (o->placeholder) {
        printf(":");
        print_zsh_text(o->placeholder);
        printf(o->words ? ":(" : ":_files");
        if (o->words) print_words(o->words);
        printf(o->words ? ")" : "");
    }
    printf("'");
}

/* What an argument may be, and the end of its specification. */
static void print_zsh_values(const sim_listing *listing)
{
    const bool both = listing->command->words && takes_file(listing);

    if (!listing->command->words) {
        printf(":_files'");
        return;
    }
    printf(both ? ":{_alternative \"words:word:(" : ":(");
    print_words(listing->command->words);
    printf(both ? ")\" \"files:file:_files\"}'" : ")'");
}

static void print_zsh_command(const sim_listing *listing)
{
    sim_option list[SIM_OPTIONS_MAX];
    const size_t n = sim_options_list(listing->command, list);

    printf(
        "    %s)\n        _arguments '--help[help]' '--usage[usage]' '--version[version]'",
        listing->name);
    for (size_t i = 0; i < n; i++) print_zsh_option(&list[i]);
    if (listing->argument) {
        printf(" \\\n            '2:");
        print_zsh_text(listing->argument);
        print_zsh_values(listing);
    }
    printf(" ;;\n");
}

static void print_zsh(void)
{
    printf("#compdef potency\n# zsh completion for potency; made by `potency completion "
           "zsh`\n"
           "_potency() {\n    if (( CURRENT == 2 )); then\n        local -a commands=(");
    for (size_t i = 0; sim_commands[i].name; i++) {
        printf("\n            '%s:", sim_commands[i].name);
        print_zsh_text(sim_commands[i].phrase);
        printf("'");
    }
    printf(")\n        _describe command commands\n        return\n    fi\n"
           "    case $words[2] in\n");
    for (size_t i = 0; sim_commands[i].name; i++) print_zsh_command(&sim_commands[i]);
    printf("    esac\n}\n_potency \"$@\"\n");
}

/* ---- the command ---------------------------------------------------------- */

static const struct {
    const char *name;
    void (*print)(void);
} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}};

enum { N_SHELLS = sizeof shells / sizeof *shells };

static const char *shell_name(size_t i) { return i < N_SHELLS ? shells[i].name : NULL; }

static sim_status call(const sim_call *how, sim_error *err)
{
    sim_arguments a = {0};
    const char *name;

    sim_options_read(how, &a);
    name = a.argument;
    for (size_t i = 0; i < N_SHELLS; i++) {
        if (strcmp(shells[i].name, name) != 0) continue;
        shells[i].print();
        return SIM_OK;
    }
    return sim_fail(err, SIM_ENAME,
                    "completion: unknown shell '%s'; bash or zsh would be right", name);
}

const sim_command sim_command_completion = {.words = shell_name, .call = call};
