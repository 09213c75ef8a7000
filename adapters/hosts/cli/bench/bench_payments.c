/*
 * bench_payments.c: who pays whom, how much and for what (bench_payments.h): drawn from tables of names and purposes by
 * the payment's number.
 */
#include "bench_payments.h"

#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define DAYS         30u /* of November 2026 */

/* --- Tables ---------------------------------------------------------------------------------------------------- */

/* clang-format off */
static const char *const given_men[][SCRIPTS] = {
    {"Айдар", "AIDAR"}, {"Арман", "ARMAN"}, {"Бауыржан", "BAUYRZHAN"}, {"Данияр", "DANIYAR"}, {"Ерлан", "YERLAN"},
    {"Жандос", "ZHANDOS"}, {"Кайрат", "KAIRAT"}, {"Марат", "MARAT"}, {"Нурлан", "NURLAN"}, {"Олжас", "OLZHAS"},
    {"Руслан", "RUSLAN"}, {"Санжар", "SANZHAR"}, {"Талгат", "TALGAT"}, {"Тимур", "TIMUR"}, {"Әлихан", "ALIKHAN"},
    {"Қуаныш", "KUANYSH"}, {"Алексей", "ALEXEY"}, {"Виктор", "VIKTOR"}, {"Дмитрий", "DMITRIY"}, {"Сергей", "SERGEY"}};
static const char *const given_women[][SCRIPTS] = {
    {"Айгуль", "AIGUL"}, {"Айнұр", "AINUR"}, {"Алия", "ALIYA"}, {"Асель", "ASSEL"}, {"Гаухар", "GAUKHAR"},
    {"Гүлнар", "GULNAR"}, {"Дина", "DINA"}, {"Жанар", "ZHANAR"}, {"Камила", "KAMILA"}, {"Ляззат", "LYAZZAT"},
    {"Мадина", "MADINA"}, {"Назгүл", "NAZGUL"}, {"Сауле", "SAULE"}, {"Шолпан", "SHOLPAN"}, {"Елена", "YELENA"},
    {"Ирина", "IRINA"}, {"Наталья", "NATALYA"}, {"Ольга", "OLGA"}, {"Светлана", "SVETLANA"}, {"Татьяна", "TATYANA"}};
static const char *const surnames[][SCRIPTS] = {
    {"Абдрахманов", "ABDRAKHMANOV"}, {"Ахметов", "AKHMETOV"}, {"Байжанов", "BAIZHANOV"}, {"Бекмуратов", "BEKMURATOV"},
    {"Досжанов", "DOSZHANOV"}, {"Ержанов", "YERZHANOV"}, {"Жумабеков", "ZHUMABEKOV"}, {"Исабеков", "ISSABEKOV"},
    {"Каримов", "KARIMOV"}, {"Касымов", "KASSYMOV"}, {"Мусин", "MUSSIN"}, {"Нургалиев", "NURGALIYEV"},
    {"Оспанов", "OSPANOV"}, {"Рахимов", "RAKHIMOV"}, {"Садыков", "SADYKOV"}, {"Сулейменов", "SULEIMENOV"},
    {"Тлеубаев", "TLEUBAYEV"}, {"Умаров", "UMAROV"}, {"Шарипов", "SHARIPOV"}, {"Ярмухамедов", "YARMUKHAMEDOV"},
    {"Иванов", "IVANOV"}, {"Ковалев", "KOVALYOV"}, {"Морозов", "MOROZOV"}, {"Попов", "POPOV"},
    {"Савин", "SAVIN"}, {"Соколов", "SOKOLOV"}, {"Тарасов", "TARASSOV"}, {"Фомин", "FOMIN"},
    {"Белов", "BELOV"}, {"Жуков", "ZHUKOV"}};
static const char *const firm_words[][SCRIPTS] = {
    {"Береке", "BEREKE"}, {"Самал", "SAMAL"}, {"Дала", "DALA"}, {"Көктем", "KOKTEM"}, {"Алатау", "ALATAU"},
    {"Достык", "DOSTYK"}, {"Жетысу", "ZHETYSU"}, {"Сарыарка", "SARYARKA"}, {"Тұлпар", "TULPAR"}, {"Шаңырақ", "SHANYRAK"},
    {"Ертіс", "ERTIS"}, {"Медео", "MEDEO"}, {"Керуен", "KERUEN"}, {"Нур", "NUR"}, {"Бастау", "BASTAU"},
    {"Рассвет", "RASSVET"}, {"Кедр", "KEDR"}, {"Родник", "RODNIK"}, {"Вершина", "VERSHINA"}, {"Причал", "PRICHAL"}};
static const char *const firm_activities[][SCRIPTS] = {
    {"Строй", "STROY"}, {"Агро", "AGRO"}, {"Транс", "TRANS"}, {"Сервис", "SERVICE"}, {"Мебель", "MEBEL"},
    {"Фарм", "PHARM"}, {"Текстиль", "TEXTILE"}, {"Нан", "NAN"}, {"Энерго", "ENERGO"}, {"Снаб", "SNAB"},
    {"Проект", "PROEKT"}, {"Логистика", "LOGISTIKA"}, {"Цемент", "CEMENT"}, {"Шины", "SHINY"}, {"Аудит", "AUDIT"}};
static const char *const streets[][SCRIPTS] = {
    {"улица Абая", "UL ABAYA"}, {"проспект Назарбаева", "PR NAZARBAYEVA"}, {"улица Сатпаева", "UL SATPAYEVA"},
    {"көшесі Жібек жолы", "ZHIBEK ZHOLY"}, {"микрорайон Самал", "MKR SAMAL"}, {"улица Гоголя", "UL GOGOLYA"},
    {"улица Толе би", "UL TOLE BI"}, {"проспект Республики", "PR RESPUBLIKI"}};
static const char *const towns[][SCRIPTS] = {
    {"Алматы", "ALMATY"}, {"Астана", "ASTANA"}, {"Шымкент", "SHYMKENT"}, {"Караганда", "KARAGANDA"},
    {"Актобе", "AKTOBE"}, {"Костанай", "KOSTANAY"}, {"Павлодар", "PAVLODAR"}, {"Өскемен", "OSKEMEN"}};
static const char *const months[SCRIPTS] = {"ноябрь 2026", "NOVEMBER 2026"};
static const char *const fund[SCRIPTS] = {"Единый накопительный пенсионный фонд", "EDINY NAKOPITELNY PENSIONNY FOND"};
static const char *const treasury[SCRIPTS] = {"Управление государственных доходов",
                                              "UPRAVLENIE GOSUDARSTVENNYKH DOKHODOV"};
static const char *const university[SCRIPTS] = {"Университет Жетысу", "ZHETYSU UNIVERSITY"};

/* Of whom a purpose is paid by, and to. */
enum side { PERSON, COMPANY, FUND, TREASURY, UNIVERSITY, VENUE };

/* "#" in a text stands for a number, "@" for the month. */
struct purpose {
    unsigned weight; /* of all weights of its table */
    enum side debtor, creditor;
    const char *knp, *category;
    uint32_t least, most; /* whole units */
    const char *text[SCRIPTS];
};

static const struct purpose purposes[] = {
    {20, COMPANY, PERSON, "332", "SALA", 120000, 900000, {"Заработная плата за @ согласно ведомости #", "ZARABOTNAYA PLATA ZA @ VEDOMOST #"}},
    {6, COMPANY, PERSON, "332", "SALA", 120000, 700000, {"Жалақы @ айы үшін, тізім № #", "ZHALAKY @ TIZIM #"}},
    {6, COMPANY, FUND, "010", "PENS", 12000, 90000, {"Обязательные пенсионные взносы за @", "OBYAZATELNYE PENSIONNYE VZNOSY ZA @"}},
    {4, COMPANY, FUND, "122", "SSBE", 3000, 30000, {"Взносы на обязательное социальное медицинское страхование за @", "VZNOSY OSMS ZA @"}},
    {6, COMPANY, TREASURY, "911", "TAXS", 20000, 4000000, {"Индивидуальный подоходный налог за @, КБК 101201", "INDIVIDUALNY PODOKHODNY NALOG ZA @ KBK 101201"}},
    {3, PERSON, UNIVERSITY, "859", "EDUC", 150000, 1200000, {"Оплата за обучение, договор № #, осенний семестр", "OPLATA ZA OBUCHENIE DOGOVOR # SEMESTR"}},
    {18, COMPANY, COMPANY, "710", "SUPP", 50000, 30000000, {"Оплата за строительные материалы по счету № # с НДС", "OPLATA ZA STROITELNYE MATERIALY SCHET # S NDS"}},
    {10, COMPANY, COMPANY, "710", "SUPP", 50000, 9000000, {"Оплата за муку пшеничную высшего сорта, накладная #", "OPLATA ZA MUKU PSHENICHNUYU NAKLADNAYA #"}},
    {10, COMPANY, COMPANY, "859", "SUPP", 30000, 5000000, {"За услуги по перевозке грузов согласно акту № #", "ZA USLUGI PO PEREVOZKE GRUZOV AKT #"}},
    {8, COMPANY, COMPANY, "859", "RENT", 80000, 3000000, {"Аренда офисного помещения за @, договор № #", "ARENDA OFISNOGO POMESHCHENIYA ZA @ DOGOVOR #"}},
    {6, PERSON, COMPANY, "859", "OTHR", 4000, 60000, {"Коммунальные услуги за @, лицевой счет #", "KOMMUNALNYE USLUGI ZA @ LITSEVOY SCHET #"}},
    {9, PERSON, PERSON, "119", "OTHR", 2000, 400000, {"Безвозмездный перевод родственнику на лечение", "BEZVOZMEZDNY PEREVOD RODSTVENNIKU NA LECHENIE"}},
    {4, PERSON, PERSON, "119", "OTHR", 2000, 150000, {"Туған күнге сыйлық", "TUGAN KUNGE SYILYK"}},
    {3, PERSON, COMPANY, "710", "OTHR", 20000, 700000, {"За кухонный гарнитур, заказ #", "ZA KUKHONNY GARNITUR ZAKAZ #"}}};

static const struct purpose concerned[] = {
    {5, PERSON, VENUE, "859", "OTHR", 20000, 3000000, {"Пополнение личного счета #", "POPOLNENIE LICHNOGO SCHETA #"}},
    {4, PERSON, PERSON, "119", "OTHR", 20000, 2000000, {"за покупку криптовалюты, ордер #", "ZA POKUPKU KRIPTOVALYUTY ORDER #"}},
    {3, PERSON, PERSON, "119", "OTHR", 20000, 2000000, {"USDT TRC20 обмен, заявка #", "USDT TRC20 OBMEN ZAYAVKA #"}},
    {2, COMPANY, PERSON, "332", "SALA", 100000, 900000, {"Заработная плата за @ в USDT, ведомость #", "ZARABOTNAYA PLATA ZA @ V USDT VEDOMOST #"}},
    {1, PERSON, UNIVERSITY, "859", "EDUC", 150000, 900000, {"Оплата за обучение, курс биткоин-трейдинга #", "OPLATA ZA OBUCHENIE KURS BITCOIN TRADINGA #"}},
    {1, COMPANY, VENUE, "710", "SUPP", 500000, 30000000, {"Оплата за оборудование по счету № #", "OPLATA ZA OBORUDOVANIE SCHET #"}}};

static const char *const venues[] = {"BINANCE HOLDINGS LIMITED", "AUX CAYES FINTECH CO LTD", "HUOBI GLOBAL S.A.",
                                     "BITVAVO B.V.", "PAYWARD LTD", "EXMO EXCHANGE LTD"};
/* clang-format on */

/* --- Draws ----------------------------------------------------------------------------------------------------- */

/* Steele, Lea and Flood's SplitMix64: any two states a step apart give numbers that have nothing to do with each
 * other, so a payment's number will do as its seed. */
static uint64_t next(uint64_t *state)
{
    uint64_t mixed = *state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

static uint32_t draw(uint64_t *state, uint64_t below)
{
    return (uint32_t)((next(state) >> 32) * below >> 32);
}

static const struct purpose *draw_purpose(uint64_t *state, const struct purpose *table, size_t count)
{
    unsigned all = 0;
    for (size_t i = 0; i < count; i++)
        all += table[i].weight;
    uint32_t left = draw(state, all);
    while (left >= table->weight)
        left -= (table++)->weight;
    return table;
}

/* --- Numbers with check digits --------------------------------------------------------------------------------- */

static bool put_check_digit(char id[13])
{
    int first = 0, second = 0;
    for (int i = 0; i < 11; i++) {
        first += (id[i] - '0') * (i + 1);
        second += (id[i] - '0') * ((i + 2) % 11 + 1);
    }
    int digit = first % 11 < 10 ? first % 11 : second % 11;
    id[11] = (char)('0' + digit);
    id[12] = '\0';
    return digit < 10;
}

/* Customer numbers follow each other through the days of forty years; where a serial number has no check digit, the
 * next one is taken. */
static void put_id(char id[13], uint32_t customer, bool company, bool woman)
{
    uint32_t day = customer % 14000, serial = customer / 14000 * 2;
    unsigned year = (65 + day / 336) % 100, month = day / 28 % 12 + 1;
    do {
        if (company)
            snprintf(id, 13, "%02u%02u40%05u", year % 100, month, (serial * 28 + day % 28) % 100000);
        else
            snprintf(id, 13, "%02u%02u%02u%u%04u", year % 100, month, day % 28 + 1,
                     (year < 65 ? 5u : 3u) + (woman ? 1u : 0u), serial % 10000);
        serial++;
    } while (!put_check_digit(id));
}

static void put_iban(char iban[24], uint32_t customer, bool company)
{
    char bban[17];
    snprintf(bban, sizeof bban, "998%c%012u", company ? 'B' : 'A', customer);
    uint32_t remainder = 0;
    char digits[48];
    int length = snprintf(digits, sizeof digits, "998%d%012u203500", company ? 11 : 10, customer);
    for (int i = 0; i < length; i++)
        remainder = (remainder * 10 + (uint32_t)(digits[i] - '0')) % 97;
    snprintf(iban, 24, "KZ%02u%s", 98 - remainder, bban);
}

/* --- Parties --------------------------------------------------------------------------------------------------- */

static void put_person_name(struct party *party, uint64_t *state, bool woman)
{
    const char *const(*given)[SCRIPTS] = woman ? given_women : given_men;
    const char *const *surname = surnames[draw(state, COUNT(surnames))];
    const char *const *name = given[draw(state, COUNT(given_men))];
    const char *const *father = given_men[draw(state, COUNT(given_men))];
    static const char *const endings[2][SCRIPTS] = {{"", ""}, {"а", "A"}};
    static const char *const sons[2][SCRIPTS] = {{"улы", "ULY"}, {"кызы", "KYZY"}};
    bool has_father = draw(state, 3) > 0;
    for (int script = 0; script < SCRIPTS; script++)
        snprintf(party->name[script], sizeof party->name[script], "%s%s %s%s%s%s", surname[script],
                 endings[woman][script], name[script], has_father ? " " : "", has_father ? father[script] : "",
                 has_father ? sons[woman][script] : "");
}

static void put_company_name(struct party *party, uint64_t *state)
{
    static const char *const forms[SCRIPTS] = {"ТОО «%s %s %u»", "TOO %s %s %u"};
    const char *const *word = firm_words[draw(state, COUNT(firm_words))];
    const char *const *activity = firm_activities[draw(state, COUNT(firm_activities))];
    uint32_t number = draw(state, 98) + 2;
    for (int script = 0; script < SCRIPTS; script++)
        snprintf(party->name[script], sizeof party->name[script], forms[script], word[script], activity[script],
                 number);
}

/* The same customer is the same party in all payments. */
static void put_customer(struct party *party, const struct payment_plan *plan, uint32_t customer, bool company)
{
    uint64_t state = plan->seed ^ ((uint64_t)customer << 1 | company) * 0xD1342543DE82EF95u;
    bool woman = draw(&state, 2) == 1;
    party->company = company;
    party->sector = company ? '7' : '9';
    if (company)
        put_company_name(party, &state);
    else
        put_person_name(party, &state, woman);
    put_id(party->id, customer, company, woman);
    put_iban(party->iban, customer, company);
    const char *const *street = streets[draw(&state, COUNT(streets))];
    uint32_t house = draw(&state, 180) + 1;
    for (int script = 0; script < SCRIPTS; script++)
        snprintf(party->street[script], sizeof party->street[script], "%s, %u", street[script], house);
    party->town = towns[draw(&state, COUNT(towns))];
}

static void rename_party(struct party *party, const char *cyrillic, const char *latin)
{
    snprintf(party->name[CYRILLIC], sizeof party->name[CYRILLIC], "%s", cyrillic);
    snprintf(party->name[LATIN], sizeof party->name[LATIN], "%s", latin);
}

/* A few customers pay often, most seldom. */
static void put_side(struct party *party, const struct payment_plan *plan, uint64_t *state, enum side side)
{
    static const char *const *const institutions[] = {[FUND] = fund, [TREASURY] = treasury, [UNIVERSITY] = university};
    if (side == PERSON || side == COMPANY) {
        uint64_t place = draw(state, UINT32_MAX);
        uint64_t customers = plan->customers ? plan->customers : 1;
        put_customer(party, plan, (uint32_t)((place * place >> 32) * customers >> 32), side == COMPANY);
        return;
    }
    uint32_t venue = draw(state, COUNT(venues));
    put_customer(party, plan, plan->customers + (uint32_t)side + (side == VENUE ? venue : 0), true);
    if (side == FUND || side == TREASURY)
        party->sector = '1';
    if (side == VENUE) {
        rename_party(party, venues[venue], venues[venue]);
        party->id[0] = '\0';
    } else {
        rename_party(party, institutions[side][CYRILLIC], institutions[side][LATIN]);
    }
}

/* --- The payment ----------------------------------------------------------------------------------------------- */

static void put_text(char *out, size_t room, const char *pattern, const char *month, uint32_t number)
{
    size_t used = 0;
    for (; *pattern && used + 32 < room; pattern++) {
        if (*pattern == '#')
            used += (size_t)snprintf(out + used, room - used, "%u", number);
        else if (*pattern == '@')
            used += (size_t)snprintf(out + used, room - used, "%s", month);
        else
            out[used++] = *pattern;
    }
    out[used] = '\0';
}

static void put_references(struct payment *payment, uint64_t *state)
{
    uint64_t high = next(state), low = next(state);
    snprintf(payment->uetr, sizeof payment->uetr, "%08x-%04x-4%03x-%04x-%012llx", (unsigned)(high >> 32),
             (unsigned)(high >> 16 & 0xFFFF), (unsigned)(high & 0xFFF), (unsigned)(low >> 48 & 0x3FFF) | 0x8000u,
             (unsigned long long)(low & 0xFFFFFFFFFFFFu));
    snprintf(payment->reference, sizeof payment->reference, "FT%014llu",
             (unsigned long long)(payment->number % 100000000000000u));
}

static void put_amount(struct payment *payment, uint64_t *state, const struct purpose *purpose)
{
    /* One in eight transfers to a company is in a foreign currency. */
    bool foreign = purpose->creditor == COMPANY && draw(state, 8) == 0;
    static const char *const currencies[] = {"USD", "EUR", "RUB", "CNY"};
    uint32_t whole = purpose->least + draw(state, purpose->most - purpose->least);
    whole = foreign ? whole / 500 + 1 : whole;
    snprintf(payment->amount, sizeof payment->amount, "%u.%02u", whole, draw(state, 3) == 0 ? draw(state, 100) : 0);
    snprintf(payment->currency, sizeof payment->currency, "%s",
             foreign ? currencies[draw(state, COUNT(currencies))] : "KZT");
}

void payment_make(struct payment *payment, const struct payment_plan *plan, uint64_t number)
{
    uint64_t state = plan->seed * 0xA24BAED4963EE407u + number;
    bool is_concerned = plan->one_in > 0 && draw(&state, plan->one_in) == 0;
    const struct purpose *purpose = is_concerned ? draw_purpose(&state, concerned, COUNT(concerned))
                                                 : draw_purpose(&state, purposes, COUNT(purposes));
    static const char *const details[SCRIPTS] = {
        "Договор № %u/2026 от %02u.0%u.2026, счет-фактура %u, без задолженности",
        "CONTRACT %u/2026 %02u.0%u.2026 INV %u"};
    payment->number = number;
    put_side(&payment->debtor, plan, &state, purpose->debtor);
    put_side(&payment->creditor, plan, &state, purpose->creditor);
    put_references(payment, &state);
    put_amount(payment, &state, purpose);
    uint64_t month = plan->count > number ? plan->count : number + 1;
    snprintf(payment->date, sizeof payment->date, "2026-11-%02u", (unsigned)(number * DAYS / month) + 1);
    payment->knp = purpose->knp;
    payment->category = purpose->category;
    uint32_t given = draw(&state, 90000) + 1000, day = draw(&state, 28) + 1, in_month = draw(&state, 9) + 1;
    for (int script = 0; script < SCRIPTS; script++) {
        put_text(payment->text[script], sizeof payment->text[script], purpose->text[script], months[script], given);
        snprintf(payment->detail[script], sizeof payment->detail[script], details[script], given % 997 + 1, day,
                 in_month, given);
    }
}
