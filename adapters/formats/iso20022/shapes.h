/*
 * shapes.h: what stands in the elements that several messages share, as lists of paths.h, and how their rows are
 * written. For the tables only.
 */
#ifndef FIATGATE_ISO20022_SHAPES_H
#define FIATGATE_ISO20022_SHAPES_H

#include "paths.h"

/* Read as part of what it stands in. */
#define HERE(paths)                                                                                                    \
    {                                                                                                                  \
        paths, PATH_SAME, NULL, NULL, NULL                                                                             \
    }
#define TO(paths, name)                                                                                                \
    {                                                                                                                  \
        paths, FG_FIELD_##name, NULL, NULL, NULL                                                                       \
    }
#define SLOT(paths, name)                                                                                              \
    {                                                                                                                  \
        paths, SLOT_##name, NULL, NULL, NULL                                                                           \
    }
/* What stands in it is the matter of a list of its own; the second with fields for its slots. */
#define WITH(paths, list)                                                                                              \
    {                                                                                                                  \
        paths, PATH_SAME, list, NULL, NULL                                                                             \
    }
#define WITH_AS(paths, list, roles)                                                                                    \
    {                                                                                                                  \
        paths, PATH_SAME, list, roles, NULL                                                                            \
    }
#define TO_WITH(paths, name, list)                                                                                     \
    {                                                                                                                  \
        paths, FG_FIELD_##name, list, NULL, NULL                                                                       \
    }
/* Not part of the payment. */
#define PAST(paths, why)                                                                                               \
    {                                                                                                                  \
        paths, FG_FIELD_NONE, NULL, NULL, why                                                                          \
    }
#define END_OF_LIST                                                                                                    \
    {                                                                                                                  \
        NULL, PATH_SAME, NULL, NULL, NULL                                                                              \
    }

#define ROLES(name, id, bic, lei, address, contact)                                                                    \
    {                                                                                                                  \
        {                                                                                                              \
            FG_FIELD_##name, FG_FIELD_##id, FG_FIELD_##bic, FG_FIELD_##lei, FG_FIELD_##address, FG_FIELD_##contact     \
        }                                                                                                              \
    }

#define AGENT_ROLES(name, id, bic, lei)    ROLES(name, id, bic, lei, AGENT_ADDRESS, OTHER_TEXT)
#define ACCOUNT_ROLES(name, number, proxy) ROLES(name, number, OTHER_TEXT, OTHER_TEXT, OTHER_TEXT, proxy)

/* A code of a list, or one's own. */
#define CODE_IN(path) path " " path "/Cd " path "/Prtry"

extern const struct path_row iso20022_party[];        /* PartyIdentification: a person or company */
extern const struct path_row iso20022_agent[];        /* BranchAndFinancialInstitutionIdentification: a bank */
extern const struct path_row iso20022_either[];       /* Party40Choice: one of the two */
extern const struct path_row iso20022_account[];      /* CashAccount */
extern const struct path_row iso20022_address[];      /* PostalAddress */
extern const struct path_row iso20022_place[];        /* NameAndAddress */
extern const struct path_row iso20022_payment_type[]; /* PaymentTypeInformation */
extern const struct path_row iso20022_settlement[];   /* SettlementInstruction */
extern const struct path_row iso20022_charges[];      /* Charges */
extern const struct path_row iso20022_mandate[];      /* mandates of credit transfers and direct debits */
extern const struct path_row iso20022_regulatory[];   /* RegulatoryReporting */
extern const struct path_row iso20022_tax[];          /* TaxInformation, TaxData */
extern const struct path_row iso20022_related[];      /* RemittanceLocation */
extern const struct path_row iso20022_remittance[];   /* RemittanceInformation */
extern const struct path_row iso20022_supplement[];   /* SupplementaryData */

/* Who the parties, agents and accounts of a transfer are. Those of an account have its number as id and its
 * proxy as contact. */
extern const struct path_roles as_debtor, as_creditor, as_ultimate_debtor, as_ultimate_creditor, as_initiating;
extern const struct path_roles as_debtor_account, as_creditor_account, as_debtor_agent, as_creditor_agent;
extern const struct path_roles as_debtor_agent_account, as_creditor_agent_account, as_intermediary;
extern const struct path_roles as_intermediary_account, as_previous, as_reimbursement, as_instructing, as_instructed;
extern const struct path_roles as_text; /* other_text, whatever they are */
extern const struct path_roles as_here; /* the field of what they stand in */

#endif
