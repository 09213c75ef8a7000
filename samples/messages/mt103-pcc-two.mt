{1:F01HSBKKZKXAXXX0000000000}{2:I103CASPKZKAXXXXN}{3:{121:3b722b0b-c5b1-4a62-a96f-f9236bc7423a}}{4:
:20:FT261100261
:23B:CRED
:32A:261123KZT20000,00
:50K:/KZ52601A000000000011
OBRAZTSOV DAUREN
IIN 850131300019
:59:/KZ19722A000000000012
PRIMEROVA AIGUL
IIN 900521450023
:70:DEBT EKNP 1919KZT119
:71A:SHA
-}                                                                                                                                                                                                 {1:F01HSBKKZKXAXXX0000000000}{2:I103CHASUS33XXXXN}{4:
:20:FT261100164
:23B:CRED
:32A:261123USD900,00
:50K:/KZ07856A000000000013
SYNAQBAYEV NURLAN
IIN 791111300138
:57A:CHASUS33
:59:/000123450002
PAYWARD LTD
LONDON GB
:70:SERVICES EKNP 1925USD859
:71A:SHA
-}                                                                                                                                                                                                                                                