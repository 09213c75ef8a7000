/*
 * report_assets.h: report.css and report.js as they are, made into C by report_assets.cmake while building.
 */
#ifndef FIATGATE_CLI_REPORT_ASSETS_H
#define FIATGATE_CLI_REPORT_ASSETS_H

#include <stddef.h>

extern const char report_css[], report_js[];
extern const size_t report_css_length, report_js_length;

#endif
