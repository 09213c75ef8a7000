/*
 * profiles.c: how registers elsewhere, and people, name their columns and states (columns.h). Sources: ESMA's interim
 * MiCA register (CASPS.csv, NCASP.csv), the public register of the AFSA.
 */
#include <string.h>

#include "columns.h"

#define COUNT(array)    (uint32_t)(sizeof(array) / sizeof(array)[0])
#define HEADINGS(array) .headings = (array), .heading_count = COUNT(array)

/* Where a heading may mean two columns, the first that the kind of list has. */
static const struct heading plain[] = {
    {"бин", "tax_id", TAKE_BY_COLUMN},
    {"бин иин", "tax_id", TAKE_BY_COLUMN},
    {"иин бин", "tax_id", TAKE_BY_COLUMN},
    {"иин", "tax_id", TAKE_BY_COLUMN},
    {"бсн", "tax_id", TAKE_BY_COLUMN},
    {"жсн бсн", "tax_id", TAKE_BY_COLUMN},
    {"bin", "tax_id", TAKE_BY_COLUMN},
    {"bin iin", "tax_id", TAKE_BY_COLUMN},
    {"наименование", "legal_name", TAKE_BY_COLUMN},
    {"наименование юридического лица", "legal_name", TAKE_BY_COLUMN},
    {"наименование организации", "legal_name", TAKE_BY_COLUMN},
    {"наименование компании", "legal_name", TAKE_BY_COLUMN},
    {"полное наименование", "legal_name", TAKE_BY_COLUMN},
    {"юридическое лицо", "legal_name", TAKE_BY_COLUMN},
    {"компания", "legal_name", TAKE_BY_COLUMN},
    {"организация", "legal_name", TAKE_BY_COLUMN},
    {"атауы", "legal_name", TAKE_BY_COLUMN},
    {"company", "legal_name", TAKE_BY_COLUMN},
    {"company name", "legal_name", TAKE_BY_COLUMN},
    {"name", "legal_name", TAKE_BY_COLUMN},
    {"наименование", "title", TAKE_BY_COLUMN},
    {"название", "title", TAKE_BY_COLUMN},
    {"номер лицензии", "licence_no", TAKE_BY_COLUMN},
    {"№ лицензии", "licence_no", TAKE_BY_COLUMN},
    {"лицензия", "licence_no", TAKE_BY_COLUMN},
    {"лицензия №", "licence_no", TAKE_BY_COLUMN},
    {"регистрационный номер", "licence_no", TAKE_BY_COLUMN},
    {"licence number", "licence_no", TAKE_BY_COLUMN},
    {"license number", "licence_no", TAKE_BY_COLUMN},
    {"license no", "licence_no", TAKE_BY_COLUMN},
    {"дата выдачи", "valid_from", TAKE_BY_COLUMN},
    {"дата выдачи лицензии", "valid_from", TAKE_BY_COLUMN},
    {"дата регистрации", "valid_from", TAKE_BY_COLUMN},
    {"дата начала", "valid_from", TAKE_BY_COLUMN},
    {"действует с", "valid_from", TAKE_BY_COLUMN},
    {"date of issue", "valid_from", TAKE_BY_COLUMN},
    {"issue date", "valid_from", TAKE_BY_COLUMN},
    {"действует до", "valid_to", TAKE_BY_COLUMN},
    {"срок действия до", "valid_to", TAKE_BY_COLUMN},
    {"дата окончания", "valid_to", TAKE_BY_COLUMN},
    {"expiry date", "valid_to", TAKE_BY_COLUMN},
    {"date of expiry", "valid_to", TAKE_BY_COLUMN},
    {"приостановлена с", "suspended_from", TAKE_BY_COLUMN},
    {"приостановлено с", "suspended_from", TAKE_BY_COLUMN},
    {"дата приостановления", "suspended_from", TAKE_BY_COLUMN},
    {"приостановлена до", "suspended_to", TAKE_BY_COLUMN},
    {"приостановлено до", "suspended_to", TAKE_BY_COLUMN},
    {"статус", "status", TAKE_BY_COLUMN},
    {"статус лицензии", "status", TAKE_BY_COLUMN},
    {"состояние", "status", TAKE_BY_COLUMN},
    {"вид деятельности", "activities", TAKE_BY_COLUMN},
    {"виды деятельности", "activities", TAKE_BY_COLUMN},
    {"regulated activities", "activities", TAKE_BY_COLUMN},
    {"сайт", "domains", TAKE_DOMAINS},
    {"веб сайт", "domains", TAKE_DOMAINS},
    {"интернет ресурс", "domains", TAKE_DOMAINS},
    {"website", "domains", TAKE_DOMAINS},
    {"домен", "domains", TAKE_BY_COLUMN},
    {"домены", "domains", TAKE_BY_COLUMN},
    {"торговое наименование", "trade_names", TAKE_BY_COLUMN},
    {"торговое наименование", "brand", TAKE_BY_COLUMN},
    {"торговая марка", "trade_names", TAKE_BY_COLUMN},
    {"торговая марка", "brand", TAKE_BY_COLUMN},
    {"бренд", "trade_names", TAKE_BY_COLUMN},
    {"бренд", "brand", TAKE_BY_COLUMN},
    {"trade name", "trade_names", TAKE_BY_COLUMN},
    {"brand", "trade_names", TAKE_BY_COLUMN},
    {"псевдонимы", "aliases", TAKE_BY_COLUMN},
    {"счет", "account", TAKE_BY_COLUMN},
    {"номер счета", "account", TAKE_BY_COLUMN},
    {"иик", "account", TAKE_BY_COLUMN},
    {"iban", "account", TAKE_BY_COLUMN},
    {"бик", "bic", TAKE_BY_COLUMN},
    {"swift", "bic", TAKE_BY_COLUMN},
    {"страна", "country", TAKE_BY_COLUMN},
    {"юрисдикция", "country", TAKE_BY_COLUMN},
    {"условия", "conditions", TAKE_BY_COLUMN},
    {"ограничения", "conditions", TAKE_BY_COLUMN},
    {"основание", "basis", TAKE_BY_COLUMN},
    {"примечание", "note", TAKE_BY_COLUMN},
    {"примечания", "note", TAKE_BY_COLUMN},
    {"комментарий", "note", TAKE_BY_COLUMN},
    {"комментарии", "note", TAKE_BY_COLUMN},
    {"comments", "note", TAKE_BY_COLUMN},
    {"comment", "note", TAKE_BY_COLUMN},
    {"источник", "source", TAKE_BY_COLUMN},
    {"ссылка", "source", TAKE_BY_COLUMN},
    {"link", "source", TAKE_BY_COLUMN},
    {"код", "code", TAKE_BY_COLUMN},
    {"кнп", "code", TAKE_BY_COLUMN},
    {"код кнп", "code", TAKE_BY_COLUMN},
    {"слово", "term", TAKE_BY_COLUMN},
    {"термин", "term", TAKE_BY_COLUMN},
    {"ид", "id", TAKE_BY_COLUMN},
    {"идентификатор", "id", TAKE_BY_COLUMN},
};

static const struct heading casp_register[] = {
    {"ae lei name", "legal_name", TAKE_BY_COLUMN},
    {"lei name", "legal_name", TAKE_BY_COLUMN},
    {"ae lei", "lei", TAKE_BY_COLUMN},
    {"lei", "lei", TAKE_BY_COLUMN},
    {"ae commercial name", "trade_names", TAKE_SERIES},
    {"commercial name", "trade_names", TAKE_SERIES},
    {"ae website", "domains", TAKE_DOMAINS},
    {"website", "domains", TAKE_DOMAINS},
    {"ae website platform", "domains", TAKE_DOMAINS},
    {"platform website", "domains", TAKE_DOMAINS},
    {"ac authorisationnotificationdate", "valid_from", TAKE_BY_COLUMN},
    {"notification date", "valid_from", TAKE_BY_COLUMN},
    {"ac authorisationenddate", "valid_to", TAKE_BY_COLUMN},
    {"end date", "valid_to", TAKE_BY_COLUMN},
    {"ac servicecode", "activities", TAKE_SERIES},
    {"service codes", "activities", TAKE_SERIES},
    {"ac comments", "note", TAKE_BY_COLUMN},
    {"comments", "note", TAKE_BY_COLUMN},
    {"ae competentauthority", "source", TAKE_BY_COLUMN},
    {"competent authority", "source", TAKE_BY_COLUMN},
    {"ae homememberstate", NULL, TAKE_BY_COLUMN},
    {"home state", NULL, TAKE_BY_COLUMN},
    {"ae lei cou code", NULL, TAKE_BY_COLUMN},
    {"country", NULL, TAKE_BY_COLUMN},
    {"ae address", NULL, TAKE_BY_COLUMN},
    {"address", NULL, TAKE_BY_COLUMN},
    {"ac servicecode cou", NULL, TAKE_BY_COLUMN},
    {"passport countries", NULL, TAKE_BY_COLUMN},
    {"ac lastupdate", NULL, TAKE_BY_COLUMN},
    {"last update", NULL, TAKE_BY_COLUMN},
};

static const struct heading casp_entities[] = {
    {"ae commercial name", "brand", TAKE_BY_COLUMN},
    {"commercial name", "brand", TAKE_BY_COLUMN},
    {"ae lei name", "legal_name", TAKE_BY_COLUMN},
    {"lei name", "legal_name", TAKE_BY_COLUMN},
    {"ae lei", "lei", TAKE_BY_COLUMN},
    {"lei", "lei", TAKE_BY_COLUMN},
    {"ae lei cou code", "country", TAKE_BY_COLUMN},
    {"country", "country", TAKE_BY_COLUMN},
    {"ae website", "domains", TAKE_DOMAINS},
    {"website", "domains", TAKE_DOMAINS},
    {"ae website platform", "domains", TAKE_DOMAINS},
    {"platform website", "domains", TAKE_DOMAINS},
    {"ac comments", "note", TAKE_BY_COLUMN},
    {"comments", "note", TAKE_BY_COLUMN},
    {"ae competentauthority", "source", TAKE_BY_COLUMN},
    {"competent authority", "source", TAKE_BY_COLUMN},
    {"ae homememberstate", NULL, TAKE_BY_COLUMN},
    {"home state", NULL, TAKE_BY_COLUMN},
    {"ae address", NULL, TAKE_BY_COLUMN},
    {"address", NULL, TAKE_BY_COLUMN},
    {"ac authorisationnotificationdate", NULL, TAKE_BY_COLUMN},
    {"notification date", NULL, TAKE_BY_COLUMN},
    {"ac authorisationenddate", NULL, TAKE_BY_COLUMN},
    {"end date", NULL, TAKE_BY_COLUMN},
    {"ac servicecode", NULL, TAKE_BY_COLUMN},
    {"service codes", NULL, TAKE_BY_COLUMN},
    {"ac servicecode cou", NULL, TAKE_BY_COLUMN},
    {"passport countries", NULL, TAKE_BY_COLUMN},
    {"ac lastupdate", NULL, TAKE_BY_COLUMN},
    {"last update", NULL, TAKE_BY_COLUMN},
};

static const struct heading noncompliant[] = {
    {"ae commercial name", "brand", TAKE_BY_COLUMN},
    {"commercial name", "brand", TAKE_BY_COLUMN},
    {"ae lei name", "legal_name", TAKE_BY_COLUMN},
    {"name", "legal_name", TAKE_BY_COLUMN},
    {"ae lei", "lei", TAKE_BY_COLUMN},
    {"lei", "lei", TAKE_BY_COLUMN},
    {"ae lei cou code", "country", TAKE_BY_COLUMN},
    {"ae website", "domains", TAKE_DOMAINS},
    {"websites", "domains", TAKE_DOMAINS},
    {"ae competentauthority", "act", TAKE_JOINED},
    {"authority", "act", TAKE_JOINED},
    {"ae decision date", "act", TAKE_JOINED_DATE},
    {"decision date", "act", TAKE_JOINED_DATE},
    {"ae infrigment", "act", TAKE_JOINED},
    {"ae infringement", "act", TAKE_JOINED},
    {"infringement", "act", TAKE_JOINED},
    {"ae reason", "basis", TAKE_BY_COLUMN},
    {"reason", "basis", TAKE_BY_COLUMN},
    {"ae comments", "note", TAKE_BY_COLUMN},
    {"ae homememberstate", NULL, TAKE_BY_COLUMN},
    {"state", NULL, TAKE_BY_COLUMN},
    {"ae lastupdate", NULL, TAKE_BY_COLUMN},
};

static const struct heading afsa[] = {
    {"company", "legal_name", TAKE_BY_COLUMN},
    {"company name", "legal_name", TAKE_BY_COLUMN},
    {"legal name", "legal_name", TAKE_BY_COLUMN},
    {"brand", "trade_names", TAKE_SERIES},
    {"trade names", "trade_names", TAKE_SERIES},
    {"licence no", "licence_no", TAKE_BY_COLUMN},
    {"licence number", "licence_no", TAKE_BY_COLUMN},
    {"license no", "licence_no", TAKE_BY_COLUMN},
    {"license number", "licence_no", TAKE_BY_COLUMN},
    {"bin", "tax_id", TAKE_BY_COLUMN},
    {"status", "status", TAKE_BY_COLUMN},
    {"active since", "valid_from", TAKE_BY_COLUMN},
    {"date of issue", "valid_from", TAKE_BY_COLUMN},
    {"licence from", "valid_from", TAKE_BY_COLUMN},
    {"not active since", "valid_to", TAKE_DAY_BEFORE},
    {"licence to", "valid_to", TAKE_BY_COLUMN},
    {"regulated activities", "activities", TAKE_SERIES},
    {"activities", "activities", TAKE_SERIES},
    {"comments", "conditions", TAKE_BY_COLUMN},
    {"link", "source", TAKE_BY_COLUMN},
    {"source", "source", TAKE_BY_COLUMN},
};

static const struct profile profiles[] = {
    {.name = "esma-casp",
     .kind = "register",
     HEADINGS(casp_register),
     .signature = {"ae competentauthority", "ac servicecode"},
     .fallbacks = {{"status", "active"}},
     .day_first = true},
    {.name = "esma-casp",
     .kind = "entities",
     HEADINGS(casp_entities),
     .signature = {"ae competentauthority", "ac servicecode"},
     .fallbacks = {{"class", "venue"}, {"confidence", "probable"}},
     .day_first = true},
    {.name = "esma-noncompliant",
     .kind = "entities",
     HEADINGS(noncompliant),
     .signature = {"ae competentauthority", "ae decision date"},
     .fallbacks = {{"class", "venue"}, {"confidence", "probable"}},
     .day_first = true},
    {.name = "afsa",
     .kind = "register",
     HEADINGS(afsa),
     .signature = {"regulated activities", "date of issue"},
     .day_first = true,
     .says_comments = true},
    {.name = "native", .own_columns = true},
    {.name = "generic", HEADINGS(plain), .own_columns = true},
};

const struct profile *profile_find(const char *name, const char *kind, bool *known)
{
    *known = false;
    for (uint32_t i = 0; i < COUNT(profiles); i++) {
        if (strcmp(profiles[i].name, name) != 0)
            continue;
        *known = true;
        if (!profiles[i].kind || strcmp(profiles[i].kind, kind) == 0)
            return &profiles[i];
    }
    return NULL;
}

static bool is_among(const char *heading, const char *const *headings, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(headings[i], heading) == 0)
            return true;
    return false;
}

const struct profile *profile_tell(const char *const *headings, uint32_t count, const char *kind)
{
    for (uint32_t i = 0; i < COUNT(profiles); i++) {
        const struct profile *profile = &profiles[i];
        bool all = profile->signature[0] != NULL && strcmp(profile->kind, kind) == 0;
        for (uint32_t word = 0; all && profile->signature[word]; word++)
            all = is_among(profile->signature[word], headings, count);
        if (all)
            return profile;
    }
    return &profiles[COUNT(profiles) - 1];
}

/* The small letter of a two-byte character: Russian and Kazakh ones; ё is е. */
static uint32_t small_letter(uint32_t point)
{
    if (point == 0x0401 || point == 0x0451)
        return 0x0435;
    if (point >= 0x0410 && point < 0x0430)
        return point + 0x20;
    if (point == 0x0406)
        return 0x0456;
    if ((point >= 0x0490 && point < 0x04C0) || (point >= 0x04D0 && point < 0x0530))
        return point | 1;
    return point == 0x00A0 ? ' ' : point;
}

const char *heading_normal(struct arena *arena, const char *heading)
{
    char *normal = arena_take(arena, strlen(heading) + 1), *to = normal;
    for (const unsigned char *at = (const unsigned char *)heading; *at; at++) {
        uint32_t point = *at;
        bool wide = (*at & 0xE0) == 0xC0 && at[1];
        if (wide) {
            point = small_letter((uint32_t)(at[0] & 0x1F) << 6 | (at[1] & 0x3F));
            at++;
        }
        if (point >= 'A' && point <= 'Z')
            point += 'a' - 'A';
        bool letter = point >= 0x80 || (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
        if (!letter && (to == normal || to[-1] == ' '))
            continue;
        if (wide && letter) {
            *to++ = (char)(0xC0 | point >> 6);
            *to++ = (char)(0x80 | (point & 0x3F));
        } else {
            *to++ = letter ? (char)point : ' ';
        }
    }
    while (to > normal && to[-1] == ' ')
        to--;
    *to = 0;
    return normal;
}

/* --- States of licences ---------------------------------------------------------------------------------------------
 */

static const struct state {
    const char *word, *status;
} states[] = {
    {"active", "active"},
    {"действует", "active"},
    {"действующая", "active"},
    {"действующий", "active"},
    {"активна", "active"},
    {"активен", "active"},
    {"активная", "active"},
    {"қолданыста", "active"},
    {"suspended", "suspended"},
    {"приостановлена", "suspended"},
    {"приостановлен", "suspended"},
    {"приостановлено", "suspended"},
    {"тоқтатыла тұрған", "suspended"},
    {"ended", "ended"},
    {"expired", "ended"},
    {"withdrawn", "ended"},
    {"withdrawn migrated", "ended"},
    {"revoked", "ended"},
    {"revoked by afsa", "ended"},
    {"surrendered", "ended"},
    {"cancelled", "ended"},
    {"terminated", "ended"},
    {"прекращена", "ended"},
    {"прекращено", "ended"},
    {"отозвана", "ended"},
    {"аннулирована", "ended"},
    {"истекла", "ended"},
    {"лишена", "ended"},
    {"исключена", "ended"},
};

const char *status_word(struct arena *arena, const char *word)
{
    const char *normal = heading_normal(arena, word);
    for (uint32_t i = 0; i < COUNT(states); i++)
        if (strcmp(states[i].word, normal) == 0)
            return states[i].status;
    return "";
}
