/*
 * messages.h: the messages that tests of the whole library screen. Invented parties; check digits hold.
 */
#ifndef FIATGATE_TEST_MESSAGES_H
#define FIATGATE_TEST_MESSAGES_H

#define MT103_WITH(creditor, remittance)                                                                               \
    "{1:F01TESTKZKAAXXX0000000000}{2:I103TESTDEFFXXXXN}{3:{121:7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a}}{4:\r\n"          \
    ":20:REF0001\r\n:23B:CRED\r\n:32A:261121USD1000,00\r\n:50K:/KZ35601A000000012345\r\nAIDAR TESTOV\r\nALMATY\r\n"    \
    ":57A:TESTDEFFXXX\r\n:59:/DE89370400440532013000\r\n" creditor "\r\nBERLIN\r\n:70:" remittance                     \
    "\r\n:71A:SHA\r\n-}"

#define PACS008_HEAD                                                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                     \
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>\n"                         \
    "<GrpHdr><MsgId>MSG1</MsgId><CreDtTm>2026-11-21T10:00:00</CreDtTm><NbOfTxs>1</NbOfTxs></GrpHdr>\n"

#define PACS008_TRANSFER(reference, creditor, remittance)                                                              \
    "<CdtTrfTxInf><PmtId><EndToEndId>" reference "</EndToEndId><TxId>" reference "</TxId></PmtId>"                     \
    "<IntrBkSttlmAmt Ccy=\"EUR\">10.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>" \
    "<Dbtr><Nm>AIDAR TESTOV</Nm></Dbtr><DbtrAcct><Id><IBAN>KZ35601A000000012345</IBAN></Id></DbtrAcct>"                \
    "<DbtrAgt><FinInstnId><BICFI>TESTKZKA</BICFI></FinInstnId></DbtrAgt>"                                              \
    "<CdtrAgt><FinInstnId><BICFI>TESTDEFF</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>" creditor                           \
    "</Nm></Cdtr><CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct><RmtInf><Ustrd>" remittance          \
    "</Ustrd></RmtInf></CdtTrfTxInf>\n"

/* A pacs.009 of one transfer, in windows-1251. */
#define PACS009_WITH(rest)                                                                                             \
    "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n"                                                              \
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08\"><FICdtTrf><GrpHdr><MsgId>M1</MsgId>"           \
    "<CreDtTm>2026-11-21T10:00:00</CreDtTm></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId>"            \
    "<IntrBkSttlmAmt Ccy=\"EUR\">10.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt>"                      \
    "<Dbtr><FinInstnId><BICFI>TESTKZKA</BICFI></FinInstnId></Dbtr><Cdtr><FinInstnId><BICFI>TESTDEFF</BICFI>"           \
    "</FinInstnId></Cdtr>" rest "</CdtTrfTxInf></FICdtTrf></Document>"

#define PACS008_TAIL "</FIToFICstmrCdtTrf></Document>\n"

#endif
