/*
 * report_html_page.c: the report as one page: its head, with a policy that lets nothing be fetched and nothing run but
 * its own style and script, the switches of language and theme, and its sections in their order (report_html.h).
 */
#include "report_html.h"

#include <openssl/evp.h>
#include <string.h>

#include "digest.h"
#include "report_assets.h"

/* 'sha256-...' of what stands between the tags. */
static bool write_source(FILE *out, const char *text, size_t length)
{
    uint8_t hash[32];
    unsigned char base64[48];
    if (!digest_sha256(text, length, hash))
        return false;
    EVP_EncodeBlock(base64, hash, sizeof hash);
    fprintf(out, "'sha256-%s'", (const char *)base64);
    return true;
}

static bool write_head(FILE *out, const struct report_material *material)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ",
          out);
    if (!write_source(out, report_css, report_css_length))
        return false;
    fputs("; script-src ", out);
    if (!write_source(out, report_js, report_js_length))
        return false;
    fputs("; base-uri 'none'; form-action 'none'\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          "<meta name=\"referrer\" content=\"no-referrer\">\n"
          "<meta name=\"format-detection\" content=\"telephone=no\">\n<title>",
          out);
    html_plain(out, WORD_report, 0);
    fputs(" · ", out);
    html_plain(out, WORD_report, 1);
    fputs(" · fiatgate</title>\n", out);
    if (!material->head(out, material->replay))
        return false;
    fputs("<style>", out);
    fwrite(report_css, 1, report_css_length, out);
    fputs("</style>\n</head>\n", out);
    return true;
}

/* The switches stand before the page, so that the style of the page can follow them without a script; what is seen of
 * them are their labels. */
static void write_switches(FILE *out)
{
    fputs("<body>\n"
          "<input class=\"switch\" type=\"radio\" name=\"language\" id=\"language-en\" checked>"
          "<input class=\"switch\" type=\"radio\" name=\"language\" id=\"language-ru\">"
          "<input class=\"switch\" type=\"radio\" name=\"theme\" id=\"theme-auto\" checked>"
          "<input class=\"switch\" type=\"radio\" name=\"theme\" id=\"theme-light\">"
          "<input class=\"switch\" type=\"radio\" name=\"theme\" id=\"theme-dark\">\n"
          "<div class=\"page\">\n<a class=\"skip\" href=\"#summary\">",
          out);
    html_word(out, WORD_skip);
    fputs("</a>\n", out);
}

struct link {
    const char *place;
    enum report_word word;
};

static void write_top(FILE *out, const Fiatgate__Replay *replay)
{
    const struct link links[] = {{"time", WORD_over_time},        {"tables", WORD_tables_short},
                                 {"labels", WORD_labels},         {"unmeasured", WORD_unmeasured},
                                 {"sources", WORD_sources_short}, {"payments", WORD_payments_short}};
    fputs("<header class=\"top\"><p class=\"brand\"><b>fiatgate</b> <span>", out);
    html_word(out, WORD_report);
    fputs("</span></p>\n<nav aria-labelledby=\"nav-name\"><span class=\"vh\" id=\"nav-name\">", out);
    html_word(out, WORD_sections);
    fputs("</span>", out);
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        if (links[i].word == WORD_labels && !replay->labels)
            continue;
        fprintf(out, "<a href=\"#%s\">", links[i].place);
        html_word(out, links[i].word);
        fputs("</a>", out);
    }
    fputs("</nav>\n<div class=\"switches\"><span class=\"choice\"><label for=\"language-en\" "
          "lang=\"x-en\">English</label>"
          "<label for=\"language-ru\" lang=\"x-ru\">Русский</label></span>\n<span class=\"choice\">",
          out);
    static const struct link themes[] = {
        {"theme-auto", WORD_theme_auto}, {"theme-light", WORD_theme_light}, {"theme-dark", WORD_theme_dark}};
    for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
        fprintf(out, "<label for=\"%s\"><span class=\"vh\">", themes[i].place);
        html_word(out, WORD_theme);
        fputs(": </span>", out);
        html_word(out, themes[i].word);
        fputs("</label>", out);
    }
    fputs("</span></div></header>\n", out);
}

static void write_foot(FILE *out, const Fiatgate__Replay *replay)
{
    fputs("<footer><p>", out);
    HTML_SAY(out, WORD_product, said_text(replay->product_version));
    fputs(" · <a href=\"#summary\">", out);
    html_word(out, WORD_top);
    fputs("</a></p></footer>\n</div>\n<script>", out);
    fwrite(report_js, 1, report_js_length, out);
    fputs("</script>\n</body>\n</html>\n", out);
}

bool report_html_page(FILE *out, const struct report_material *material)
{
    struct listed listed;
    const Fiatgate__Replay *replay = material->replay;
    bool written = listed_collect(&listed, material) && write_head(out, material);
    if (written) {
        write_switches(out);
        write_top(out, replay);
        fputs("<main>\n", out);
        report_html_summary(out, replay);
        report_html_plot(out, replay);
        report_html_tables(out, replay, &listed);
        report_html_labels(out, replay, &listed);
        report_html_unmeasured(out, replay);
        report_html_sources(out, replay);
        report_html_payments(out, replay, &listed);
        fputs("</main>\n", out);
        write_foot(out, replay);
    }
    listed_free(&listed);
    return written;
}
