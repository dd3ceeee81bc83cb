// Conversations found by the words in them.
#include "session/history/history_search.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace moa;
using session::HistoryEntry;
using session::HistoryList;

namespace {

HistoryEntry entry(const char* id, const char* question, const char* answer) {
    return {id, {{question, answer, "R", run::RunStatus::complete, 0.5}}};
}

struct Listed : HistoryList {
    Listed() {
        add({entry("20250101-000000-000", "Warum ist der \u00C4rger gro\u00DF?", "Blue light")});
        add({entry("20260101-000000-000", "\u041F\u043E\u0447\u0435\u043C\u0443 \u041D\u0415\u0411\u041E",
                   "scatters"),
             entry("20240101-000000-000", "Why blue?", "LIGHT scatters")});
    }
    /// The years of those that are found, in their order.
    std::string years() const {
        std::string years;
        for (std::size_t i = 0; i < found(); ++i)
            years += found(i).id.substr(0, 4) + " ";
        return years;
    }
    std::string years(const char* query) {
        look_for(query);
        return years();
    }
};

/// The line with its marks in brackets.
std::string line(const HistoryEntry& entry, const char* query) {
    auto found = session::line_with(entry, query);
    if (!found) return {};
    std::reverse(found->marks.begin(), found->marks.end());
    for (const auto& [begin, end] : found->marks) {
        found->words.insert(end, "]");
        found->words.insert(begin, "[");
    }
    return found->words;
}

}  // namespace

TEST_CASE("history search: all words, in questions and answers, in either case, the latest first") {
    Listed list;
    CHECK(list.years("") == "2026 2025 2024 ");
    CHECK(list.years("light blue") == "2025 2024 ");
    CHECK(list.years("BLUE scatters") == "2024 ");
    CHECK(list.years("\u00E4rger") == "2025 ");
    CHECK(list.years("\u043D\u0435\u0431\u043E") == "2026 ");
    CHECK(list.years("light nowhere").empty());
    CHECK(list.years(" \t") == "2026 2025 2024 ");
}

TEST_CASE("history search: while words are typed and taken back, and more conversations come") {
    Listed list;
    CHECK(list.years("s") == "2026 2025 2024 ");
    CHECK(list.years("sc") == "2026 2024 ");
    CHECK(list.years("scatters b") == "2024 ");
    list.add(
        {entry("20230101-000000-000", "Scatters?", "Blue"), entry("20220101-000000-000", "Not", "this")});
    CHECK(list.years() == "2024 2023 ");
    CHECK(list.years("scat") == "2026 2024 2023 ");
    CHECK(list.size() == 5);
    list.add({entry("20230101-000000-000", "Scatters twice?", "")});
    CHECK(list.size() == 5);
}

TEST_CASE("history search: pinned ones stand first, names are found, and what is removed is not") {
    Listed list;
    list.mark("20240101-000000-000", {"My name", true});
    CHECK(list.years() == "2024 2026 2025 ");
    CHECK(list.found(0).title() == "My name");
    CHECK(list.years("NAME") == "2024 ");
    list.remove("20240101-000000-000");
    CHECK(list.years().empty());
    CHECK(list.size() == 2);
    CHECK(list.find("20240101-000000-000") == nullptr);
    list.restore("20240101-000000-000");
    CHECK(list.years() == "2024 ");
    list.mark("20240101-000000-000", {});
    CHECK(list.years("") == "2026 2025 2024 ");
    CHECK(list.found(2).title() == "Why blue?");
}

TEST_CASE("history search: the words are shown where they stand, in one line") {
    const HistoryEntry one = entry("20240101-000000-000", "Why is the sky blue?",
                                   "# Light\n\n**Rayleigh** scattering `spreads` blue light\nmore than red.");
    CHECK(line(one, "rayleigh") == "Light [Rayleigh] scattering spreads blue light more than red.");
    CHECK(line(one, "BLUE light") == "[Light] Rayleigh scattering spreads [blue] [light] more than red.");
    CHECK(line(one, "sky") == "Why is the [sky] blue?");
    CHECK(line(one, "nowhere").empty());
    CHECK(line(one, " ").empty());

    std::string far;
    for (int i = 0; i < 100; ++i)
        far += "\u00C4\u0130 padding ";
    const std::string text = far + "Needle " + far;
    const std::string found = line(entry("20240101-000000-000", "Q", text.c_str()), "needle");
    CHECK(found.starts_with("\u2026 "));
    CHECK(found.find("padding [Needle] \u00C4\u0130") != std::string::npos);
    CHECK(found.ends_with("\u2026"));
    CHECK(found.size() < 300);
}
