"""wire.py: dictionaries as messages of proto/, by reading the .proto files themselves: what protoc would do, for tests."""

import re
import struct


class Schema:
    def __init__(self, *paths):
        self.messages, self.enums = {}, {}
        for path in paths:
            with open(path, encoding="utf-8") as file:
                text = re.sub(r"//[^\n]*", "", file.read())
            for kind, name, body in re.findall(r"\b(message|enum) (\w+) \{([^}]*)\}", text):
                if kind == "enum":
                    self.enums[name] = {key: int(number) for key, number in re.findall(r"(\w+) = (\d+)", body)}
                else:
                    self.messages[name] = {
                        field: (label == "repeated", type_, int(number))
                        for label, type_, field, number in re.findall(r"(optional|repeated) (\w+) (\w+) = (\d+)", body)
                    }

    def encode(self, message, values):
        fields = self.messages[message]
        out = b""
        for name, value in values.items():
            repeated, type_, number = fields[name]
            for one in value if repeated else [value]:
                if one is not None:
                    out += self._field(type_, number, one)
        return out

    def _field(self, type_, number, value):
        if type_ in self.messages:
            return self._bytes(number, self.encode(type_, value))
        if type_ == "string":
            return self._bytes(number, value if isinstance(value, bytes) else value.encode())
        if type_ == "double":
            return varint(number << 3 | 1) + struct.pack("<d", value)
        if type_ in self.enums and isinstance(value, str):
            value = self.enums[type_][value]
        return varint(number << 3) + varint(int(value) & (1 << 64) - 1)

    @staticmethod
    def _bytes(number, value):
        return varint(number << 3 | 2) + varint(len(value)) + value


def varint(number):
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def delimited(message):
    return varint(len(message)) + message
