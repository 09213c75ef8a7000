/*
 * pack_commands.h: the commands behind `fiatgate pack` that have files of their own. argv[0] is the command's name
 * ("test"); each reads its options and returns an exit code.
 */
#ifndef FIATGATE_CLI_PACK_COMMANDS_H
#define FIATGATE_CLI_PACK_COMMANDS_H

int pack_show(int argc, char **argv);
int pack_diff(int argc, char **argv);
int pack_import(int argc, char **argv);
int pack_export(int argc, char **argv);
int pack_test(int argc, char **argv);
int pack_explain(int argc, char **argv);
int pack_sign(int argc, char **argv);
int pack_verify(int argc, char **argv);

#endif
