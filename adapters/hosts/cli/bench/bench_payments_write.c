/*
 * bench_payments_write.c: a payment as pacs.008, as MT103 and as canonical fields, and many of them as a tar archive
 * (bench_payments.h).
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>

#include "bench_payments.h"

#define MT_LINE 35 /* characters */

/* --- pacs.008 -------------------------------------------------------------------------------------------------- */

static int put_xml_party(char *out, size_t room, const char *role, const struct party *party)
{
    const char *kind = party->company ? "OrgId" : "PrvtId";
    int length = snprintf(out, room,
                          "      <%s>\n"
                          "        <Nm>%s</Nm>\n"
                          "        <PstlAdr>\n"
                          "          <StrtNm>%s</StrtNm>\n"
                          "          <PstCd>050009</PstCd>\n"
                          "          <TwnNm>%s</TwnNm>\n"
                          "          <Ctry>KZ</Ctry>\n"
                          "        </PstlAdr>\n",
                          role, party->name[CYRILLIC], party->street[CYRILLIC], party->town[CYRILLIC]);
    if (party->id[0])
        length += snprintf(out + length, room - (size_t)length,
                           "        <Id>\n"
                           "          <%s>\n"
                           "            <Othr><Id>%s</Id><SchmeNm><Prtry>%s</Prtry></SchmeNm></Othr>\n"
                           "          </%s>\n"
                           "        </Id>\n",
                           kind, party->id, party->company ? "BIN" : "IIN", kind);
    return length + snprintf(out + length, room - (size_t)length,
                             "      </%s>\n"
                             "      <%sAcct><Id><IBAN>%s</IBAN></Id></%sAcct>\n",
                             role, role, party->iban, role);
}

size_t payment_pacs008(const struct payment *payment, char out[PAYMENT_BYTES])
{
    char debtor[2048], creditor[2048];
    put_xml_party(debtor, sizeof debtor, "Dbtr", &payment->debtor);
    put_xml_party(creditor, sizeof creditor, "Cdtr", &payment->creditor);
    int length = snprintf(
        out, PAYMENT_BYTES,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\">\n"
        "  <FIToFICstmrCdtTrf>\n"
        "    <GrpHdr>\n"
        "      <MsgId>%s</MsgId>\n"
        "      <CreDtTm>%sT09:41:07+05:00</CreDtTm>\n"
        "      <NbOfTxs>1</NbOfTxs>\n"
        "      <SttlmInf>\n"
        "        <SttlmMtd>CLRG</SttlmMtd>\n"
        "      </SttlmInf>\n"
        "      <InstgAgt><FinInstnId><BICFI>ALTNKZKA</BICFI></FinInstnId></InstgAgt>\n"
        "      <InstdAgt><FinInstnId><BICFI>NRDLKZKA</BICFI></FinInstnId></InstdAgt>\n"
        "    </GrpHdr>\n"
        "    <CdtTrfTxInf>\n"
        "      <PmtId>\n"
        "        <InstrId>%s</InstrId>\n"
        "        <EndToEndId>E2E-%s</EndToEndId>\n"
        "        <UETR>%s</UETR>\n"
        "      </PmtId>\n"
        "      <PmtTpInf>\n"
        "        <InstrPrty>NORM</InstrPrty>\n"
        "        <CtgyPurp><Cd>%s</Cd></CtgyPurp>\n"
        "      </PmtTpInf>\n"
        "      <IntrBkSttlmAmt Ccy=\"%s\">%s</IntrBkSttlmAmt>\n"
        "      <IntrBkSttlmDt>%s</IntrBkSttlmDt>\n"
        "      <InstdAmt Ccy=\"%s\">%s</InstdAmt>\n"
        "      <ChrgBr>SHAR</ChrgBr>\n"
        "      <UltmtDbtr>\n"
        "        <Nm>%s</Nm>\n"
        "      </UltmtDbtr>\n"
        "%s"
        "      <DbtrAgt><FinInstnId><BICFI>ALTNKZKA</BICFI></FinInstnId></DbtrAgt>\n"
        "      <CdtrAgt>\n"
        "        <FinInstnId>\n"
        "          <BICFI>NRDLKZKA</BICFI>\n"
        "          <Nm>Нордлихт Банк</Nm>\n"
        "          <PstlAdr><TwnNm>Алматы</TwnNm><Ctry>KZ</Ctry></PstlAdr>\n"
        "        </FinInstnId>\n"
        "      </CdtrAgt>\n"
        "%s"
        "      <InstrForNxtAgt><InstrInf>Please credit without delay and advise by e-mail</InstrInf></InstrForNxtAgt>\n"
        "      <Purp><Prtry>%s</Prtry></Purp>\n"
        "      <RmtInf>\n"
        "        <Ustrd>%s</Ustrd>\n"
        "        <Ustrd>%s</Ustrd>\n"
        "        <Strd>\n"
        "          <RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>%s</Nb></RfrdDocInf>\n"
        "        </Strd>\n"
        "      </RmtInf>\n"
        "    </CdtTrfTxInf>\n"
        "  </FIToFICstmrCdtTrf>\n"
        "</Document>\n",
        payment->reference, payment->date, payment->reference, payment->reference, payment->uetr, payment->category,
        payment->currency, payment->amount, payment->date, payment->currency, payment->amount,
        payment->debtor.name[CYRILLIC], debtor, creditor, payment->knp, payment->text[CYRILLIC],
        payment->detail[CYRILLIC], payment->reference);
    return (size_t)length;
}

/* --- MT103 ----------------------------------------------------------------------------------------------------- */

static int put_mt_party(char *out, size_t room, const char *tag, const struct party *party)
{
    int length = snprintf(out, room, ":%s:/%s\r\n%.*s\r\n", tag, party->iban, MT_LINE, party->name[LATIN]);
    if (party->id[0])
        length += snprintf(out + length, room - (size_t)length, "%s %s\r\n", party->company ? "BIN" : "IIN", party->id);
    return length +
           snprintf(out + length, room - (size_t)length, "%.20s %s\r\n", party->street[LATIN], party->town[LATIN]);
}

/* In lines of 35, broken between words. */
static size_t put_mt_lines(char *out, const char *text)
{
    size_t used = 0;
    while (*text) {
        size_t length = strlen(text);
        if (length > MT_LINE) {
            for (length = MT_LINE; length > 1 && text[length] != ' '; length--)
                ;
        }
        memcpy(out + used, text, length);
        used += length;
        out[used++] = '\r';
        out[used++] = '\n';
        text += length;
        while (*text == ' ')
            text++;
    }
    out[used] = '\0';
    return used;
}

size_t payment_mt103(const struct payment *payment, char out[PAYMENT_BYTES])
{
    char debtor[512], creditor[512], text[512], amount[24];
    put_mt_party(debtor, sizeof debtor, "50K", &payment->debtor);
    put_mt_party(creditor, sizeof creditor, "59", &payment->creditor);
    put_mt_lines(text, payment->text[LATIN]);
    snprintf(amount, sizeof amount, "%s", payment->amount);
    *strchr(amount, '.') = ',';
    int length = snprintf(out, PAYMENT_BYTES,
                          "{1:F01ALTNKZKAXXXX0000000000}{2:I103NRDLKZKAXXXXN}{3:{121:%s}}{4:\r\n"
                          ":20:%s\r\n"
                          ":23B:CRED\r\n"
                          ":32A:26%.2s%.2s%s%s\r\n"
                          "%s"
                          ":57A:NRDLKZKA\r\n"
                          "%s"
                          ":70:%s"
                          "%.35s\r\n"
                          "EKNP 1%c1%c%s%s\r\n"
                          ":71A:SHA\r\n"
                          "-}",
                          payment->uetr, payment->reference, payment->date + 5, payment->date + 8, payment->currency,
                          amount, debtor, creditor, text, payment->detail[LATIN], payment->debtor.sector,
                          payment->creditor.sector, payment->currency, payment->knp);
    return (size_t)length;
}

/* --- Canonical fields ------------------------------------------------------------------------------------------ */

void payment_transfer(const struct payment *payment, Fiatgate__Transfer *transfer)
{
    const struct {
        char **field;
        const char *text;
    } fields[] = {{&transfer->message_id, payment->reference},
                  {&transfer->end_to_end_id, payment->reference},
                  {&transfer->uetr, payment->uetr},
                  {&transfer->debtor_name, payment->debtor.name[CYRILLIC]},
                  {&transfer->debtor_account, payment->debtor.iban},
                  {&transfer->debtor_id, payment->debtor.id},
                  {&transfer->debtor_address, payment->debtor.street[CYRILLIC]},
                  {&transfer->debtor_agent_bic, "ALTNKZKA"},
                  {&transfer->creditor_name, payment->creditor.name[CYRILLIC]},
                  {&transfer->creditor_account, payment->creditor.iban},
                  {&transfer->creditor_id, payment->creditor.id},
                  {&transfer->creditor_address, payment->creditor.street[CYRILLIC]},
                  {&transfer->creditor_agent_bic, "NRDLKZKA"},
                  {&transfer->amount, payment->amount},
                  {&transfer->currency, payment->currency},
                  {&transfer->settlement_date, payment->date},
                  {&transfer->purpose_code, payment->knp},
                  {&transfer->category_purpose, payment->category},
                  {&transfer->remittance, payment->text[CYRILLIC]}};
    fiatgate__transfer__init(transfer);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].text[0])
            *fields[i].field = (char *)(uintptr_t)fields[i].text;
}

/* --- A tar archive --------------------------------------------------------------------------------------------- */

static bool put_member(struct archive *archive, struct archive_entry *entry, const struct payment *payment, bool xml)
{
    char name[64], bytes[PAYMENT_BYTES];
    size_t length = xml ? payment_pacs008(payment, bytes) : payment_mt103(payment, bytes);
    snprintf(name, sizeof name, "%s/%s-%010llu.%s", payment->date, xml ? "pacs008" : "mt103",
             (unsigned long long)payment->number, xml ? "xml" : "mt");
    archive_entry_clear(entry);
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)length);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0600);
    return archive_write_header(archive, entry) == ARCHIVE_OK &&
           archive_write_data(archive, bytes, length) == (la_ssize_t)length;
}

bool payments_tar(const struct payment_plan *plan, enum payment_archive what, int file)
{
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    bool done = archive && entry && archive_write_set_format_ustar(archive) == ARCHIVE_OK &&
                archive_write_open_fd(archive, file) == ARCHIVE_OK;
    for (uint64_t n = 0; done && n < plan->count; n++) {
        struct payment payment;
        payment_make(&payment, plan, n);
        done = put_member(archive, entry, &payment, what == PAYMENTS_PACS008 || (what == PAYMENTS_BOTH && n % 2 == 0));
    }
    done = done && archive_write_close(archive) == ARCHIVE_OK;
    if (!done && archive)
        errno = archive_errno(archive) ? archive_errno(archive) : EIO;
    archive_entry_free(entry);
    archive_write_free(archive);
    return done;
}
