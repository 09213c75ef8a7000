/*
 * domains.c: domain names become terms: as they are written, in the other alphabet ("бинансе.ком"), and as people write
 * them out so that they are no links ("binance dot com", "binance (точка) ком").
 */
#include "names.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "spellings.h"
#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* The dot as a word: English, Russian, Kazakh, German. */
static const char *const dots[] = {"dot", "точка", "нүкте", "punkt"};

/* Top-level domains whose name in Cyrillic letters folds otherwise than in Latin ones. */
static const struct {
    const char *latin, *cyrillic;
} top_levels[] = {{"com", "ком"},   {"co", "ко"}, {"xyz", "хиз"},
                  {"club", "клаб"}, {"me", "ми"}, {"exchange", "эксчейндж"}};

struct domain {
    const struct naming *naming;
    const char *name; /* as it is written */
    struct wanted wanted;
};

/* The domain with a word, or a space alone, for each dot, and its last label as given. */
static void wish_written_out(const struct domain *domain, const char *dot, const char *top_level)
{
    char text[DRAFT_TERM_MAX] = "", folded[DRAFT_TERM_MAX + 1];
    const char *last = strrchr(domain->name, '.'), *label = domain->name;
    size_t used = 0;
    for (const char *end; label <= last && used < sizeof text; label = end + 1) {
        end = strchr(label, '.');
        int length = snprintf(text + used, sizeof text - used, "%.*s %s ", (int)(end - label), label, dot);
        used += length > 0 ? (size_t)length : sizeof text;
    }
    if (used >= sizeof text || (size_t)snprintf(text + used, sizeof text - used, "%s", top_level) >= sizeof text - used)
        return;
    size_t length = names_fold(text, folded);
    if (length == 0 || length > DRAFT_TERM_MAX)
        return;
    struct wanted wish = domain->wanted;
    wish.folded = folded;
    spellings_wish_this(domain->naming->draft, &wish);
}

static void wish_each_dot(const struct domain *domain, const char *top_level)
{
    for (size_t i = 0; i < COUNT(dots); i++)
        wish_written_out(domain, dots[i], top_level);
}

static void look_for_domain(const struct naming *naming, const char *name, const char *folded)
{
    const char *top_level = strrchr(name, '.') + 1;
    const struct domain domain = {
        .naming = naming, .name = name, .wanted = naming_wanted(naming, name, folded, PACK_MATCH_DOMAIN)};
    draft_mention(naming->draft, &domain.wanted);
    spellings_wish_squeezed(naming->draft, &domain.wanted);
    spellings_wish(naming->draft, &domain.wanted, name, SPELLINGS_OF_NAMES);
    wish_each_dot(&domain, top_level);
    for (size_t i = 0; i < COUNT(top_levels); i++) {
        if (strcasecmp(top_level, top_levels[i].latin) != 0)
            continue;
        wish_written_out(&domain, "", top_levels[i].cyrillic);
        wish_each_dot(&domain, top_levels[i].cyrillic);
    }
}

/* "https://www.Example.com/path" is read as "Example.com". */
static void add_domain(void *context, const char *part)
{
    struct naming *naming = context;
    const char *scheme = strstr(part, "://");
    const char *host = scheme ? scheme + 3 : part;
    if (strncasecmp(host, "www.", 4) == 0)
        host += 4;
    char *domain = arena_text(&naming->draft->arena, host, strcspn(host, "/:?#"));
    char folded[DRAFT_TERM_MAX + 1];
    if (!strchr(domain, '.') || strchr(domain, ' ')) {
        report_fault(naming->draft->report, naming->place, NOT_A_DOMAIN, part);
        return;
    }
    if (naming_fold(naming, "domain", domain, folded))
        look_for_domain(naming, domain, folded);
}

void naming_domains(struct naming *naming, const char *cell)
{
    text_each_part(&naming->draft->arena, cell, ';', add_domain, naming);
}
