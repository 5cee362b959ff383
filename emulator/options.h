/* The command line, and the environment behind it. */
#ifndef NUBE_OPTIONS_H
#define NUBE_OPTIONS_H

/* Fills `settings`. -1: go on; otherwise the exit status: after --help, --version, or a wrong argument (told in one
 * line). */
int options_parse(int argc, char **argv);

#endif
