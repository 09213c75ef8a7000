/*
 * second.cpp: RE2::Set over the text of each spelling (second.h). A term is a pattern between spaces, as in the pack;
 * where it stands its own pattern says, asked again from one byte behind the beginning of each match, so that matches
 * that share a word or a space are found.
 */
#include "second.h"

#include <memory>
#include <string>
#include <vector>

#include <re2/re2.h>
#include <re2/set.h>

struct second_engine {
    std::unique_ptr<RE2::Set> set;
    std::vector<std::unique_ptr<RE2>> alone;
};

static std::string pattern_of(const second_term &term)
{
    std::string pattern = RE2::QuoteMeta(term.text);
    if (term.ending > 0)
        pattern += "[A-Z]{0," + std::to_string(term.ending) + "} ";
    return "(" + pattern + ")";
}

second_engine *second_engine_new(const second_term *terms, uint32_t count)
{
    auto engine = std::make_unique<second_engine>();
    RE2::Options options;
    options.set_encoding(RE2::Options::EncodingLatin1);
    engine->set = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
    for (uint32_t i = 0; i < count; i++) {
        std::string pattern = pattern_of(terms[i]);
        engine->alone.push_back(std::make_unique<RE2>(pattern, options));
        if (engine->set->Add(pattern, nullptr) != static_cast<int>(i) || !engine->alone.back()->ok())
            return nullptr;
    }
    if (!engine->set->Compile())
        return nullptr;
    return engine.release();
}

void second_engine_free(second_engine *engine)
{
    delete engine;
}

/* The words of a match: those that begin at its first byte but the space, and end at its last but the space. */
static finding finding_of(const spelling &spelling, const spelled *words, const std::vector<size_t> &starts,
                          uint32_t term, size_t from, size_t to)
{
    finding found = {term, spelling.value, UINT32_MAX, UINT32_MAX, spelling.readings};
    for (uint32_t i = 0; i < spelling.count; i++) {
        if (starts[i] == from + 1)
            found.from = words[i].from;
        if (starts[i] + words[i].length == to - 1)
            found.to = words[i].to;
    }
    return found;
}

void second_engine_find(const second_engine *engine, const spellings *spellings, findings *findings)
{
    std::string text;
    std::vector<size_t> starts;
    std::vector<int> terms;
    for (uint32_t s = 0; s < spellings->count; s++) {
        const spelling &spelling = spellings->items[s];
        const spelled *words = spellings->words + spelling.first;
        text.assign(" ");
        starts.clear();
        for (uint32_t i = 0; i < spelling.count; i++) {
            starts.push_back(text.size());
            text.append(words[i].letters, words[i].length);
            text.push_back(' ');
        }
        terms.clear();
        engine->set->Match(text, &terms);
        for (int term : terms) {
            re2::StringPiece match;
            for (size_t at = 0; engine->alone[term]->Match(text, at, text.size(), RE2::UNANCHORED, &match, 1);) {
                at = static_cast<size_t>(match.data() - text.data());
                finding found = finding_of(spelling, words, starts, static_cast<uint32_t>(term), at, at + match.size());
                if (found.from < found.to)
                    findings_add(findings, found);
                at++;
            }
        }
    }
}
