/* command_completion.c -- potency completion SHELL: a script made from the commands. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/cli/completion.h"

/* ---- what both shells complete -------------------------------------------- */

/* Options that argp adds to every command. */
static const char common[] = "--help --usage --version";

static void print_option_names(const struct argp *argp)
{
    for (const struct argp_option *o = argp->options; o && o->name; o++)
        printf(" --%s%s", o->name, o->arg ? "=" : "");
    for (const struct argp_child *c = argp->children; c && c->argp; c++)
        print_option_names(c->argp);
}

static void print_words(sim_words *words)
{
    for (size_t i = 0; words(i); i++) printf("%s%s", i ? " " : "", words(i));
}

static void print_command_names(void)
{
    for (size_t i = 0; sim_commands[i]; i++)
        printf("%s%s", i ? " " : "", sim_commands[i]->name);
}

/* May the argument be a file beside one of its words? */
static bool takes_file(const struct argp *argp)
{
    return argp->args_doc && strstr(argp->args_doc, "|FILE");
}

/* ---- bash ----------------------------------------------------------------- */

static void print_bash_values(const struct argp *argp)
{
    for (const struct argp_option *o = argp->options; o && o->name; o++) {
        sim_words *words = sim_argument_words(o->arg);

        if (!words) continue;
        printf("        --%s) COMPREPLY=($(compgen -W \"", o->name);
        print_words(words);
        printf("\" -- \"$word\")); return ;;\n");
    }
    for (const struct argp_child *c = argp->children; c && c->argp; c++)
        print_bash_values(c->argp);
}

static void print_bash_command(const sim_command *command)
{
    sim_words *words = sim_argument_words(command->argp->args_doc);

    printf("    %s)\n        case $option in\n", command->name);
    print_bash_values(command->argp);
    printf("        esac\n        options=\"%s", common);
    print_option_names(command->argp);
    printf("\"\n        arguments=\"");
    if (words) print_words(words);
    printf("\"%s ;;\n", takes_file(command->argp) ? "\n        files=yes" : "");
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
    for (size_t i = 0; sim_commands[i]; i++) print_bash_command(sim_commands[i]);
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

static void print_zsh_options(const struct argp *argp)
{
    for (const struct argp_option *o = argp->options; o && o->name; o++) {
        sim_words *words = sim_argument_words(o->arg);

        printf(" \\\n            '*--%s%s[", o->name, o->arg ? "=" : "");
        print_zsh_text(o->doc);
        printf("]");
        if (o->arg) {
            printf(":");
            print_zsh_text(o->arg);
            printf(words ? ":(" : ":_files");
            if (words) print_words(words);
            printf(words ? ")" : "");
        }
        printf("'");
    }
    for (const struct argp_child *c = argp->children; c && c->argp; c++)
        print_zsh_options(c->argp);
}

/* What an argument may be, and the end of its specification. */
static void print_zsh_values(const struct argp *argp, sim_words *words)
{
    const bool both = words && takes_file(argp);

    if (!words) {
        printf(":_files'");
        return;
    }
    printf(both ? ":{_alternative \"words:word:(" : ":(");
    print_words(words);
    printf(both ? ")\" \"files:file:_files\"}'" : ")'");
}

static void print_zsh_command(const sim_command *command)
{
    const char *argument = command->argp->args_doc;
    sim_words *words = sim_argument_words(argument);

    printf(
        "    %s)\n        _arguments '--help[help]' '--usage[usage]' '--version[version]'",
        command->name);
    print_zsh_options(command->argp);
    if (argument) {
        printf(" \\\n            '2:");
        print_zsh_text(argument);
        print_zsh_values(command->argp, words);
    }
    printf(" ;;\n");
}

static void print_zsh(void)
{
    printf("#compdef potency\n# zsh completion for potency; made by `potency completion "
           "zsh`\n"
           "_potency() {\n    if (( CURRENT == 2 )); then\n        local -a commands=(");
    for (size_t i = 0; sim_commands[i]; i++) {
        printf("\n            '%s:", sim_commands[i]->name);
        print_zsh_text(sim_commands[i]->doc);
        printf("'");
    }
    printf(")\n        _describe command commands\n        return\n    fi\n"
           "    case $words[2] in\n");
    for (size_t i = 0; sim_commands[i]; i++) print_zsh_command(sim_commands[i]);
    printf("    esac\n}\n_potency \"$@\"\n");
}

/* ---- the command ---------------------------------------------------------- */

static const struct {
    const char *name;
    void (*print)(void);
} shells[] = {{"bash", print_bash}, {"zsh", print_zsh}};

enum { N_SHELLS = sizeof shells / sizeof *shells };

const char *sim_completion_shell(size_t i) { return i < N_SHELLS ? shells[i].name : NULL; }

static const struct argp completion_argp = {
    .parser = sim_parse_arguments,
    .args_doc = "SHELL",
    .doc = "Prints a script that teaches SHELL (bash or zsh) to complete commands, options "
           "and names.  `make install` puts it in place; for one session:\n"
           "source <(potency completion bash)",
};

static sim_status call(int argc, char **argv, sim_error *err)
{
    sim_arguments a = {.wanted = completion_argp.args_doc};
    const char *name;

    sim_read_arguments(&completion_argp, argc, argv, 0, &a);
    name = a.argument;
    for (size_t i = 0; i < N_SHELLS; i++) {
        if (strcmp(shells[i].name, name) != 0) continue;
        shells[i].print();
        return SIM_OK;
    }
    return sim_fail(err, SIM_ENAME,
                    "completion: unknown shell '%s'; bash or zsh would be right", name);
}

const sim_command sim_command_completion = {
    "completion", "print a completion script for bash or zsh", &completion_argp, call};
