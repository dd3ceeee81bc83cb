#include <string>
#include <vector>

#include "evaluation/format.hpp"
#include "evaluation/item_scanner.hpp"
#include "evaluation/manifest.hpp"
#include "evaluation/style.hpp"
#include "fuzz/target.hpp"
#include "random.hpp"

namespace moa::fuzz {
namespace {

using evaluation::Format;
using evaluation::Item;

struct Scanned {
    std::vector<Item> items;
    bool failed = false;
};

Scanned scan(Pieces pieces) {
    Scanned scanned;
    evaluation::ItemScanner scanner;
    const auto take = [&scanned](Item item) { scanned.items.push_back(std::move(item)); };
    while (!pieces.empty() && !scanned.failed)
        scanned.failed = scanner.feed(pieces.next(), take).has_value();
    if (!scanned.failed) scanned.failed = scanner.finish(take).has_value();
    return scanned;
}

void check_question(Format format, const std::string& text) {
    const auto question = evaluation::read_question(format, {}, text);
    if (!question) {
        require(!question.error().message.empty(), "an error says what went wrong");
        return;
    }
    require(!question.value().turns.empty(), "a question has a turn");
    evaluation::Answer answer;
    answer.model = "m";
    answer.id = evaluation::answer_id("e", question.value().key);
    answer.turns = question.value().turns;
    const std::string line = evaluation::write_answer(format, {}, question.value(), answer);
    require(line.find('\n') == std::string::npos, "an answer is one line");
    const auto read = evaluation::read_answer(format, {}, line);
    require(read.ok(), "an answer that was written can be read");
    require(read.value().key == question.value().key, "an answer finds its question");
    require(read.value().turns == answer.turns, "an answer's text stays as it is");
}

}  // namespace

void question_sets(std::string_view input) {
    const Scanned one = scan(Pieces(input, 1));
    const Scanned other = scan(Pieces(input, stable_hash(input)));
    require(one.failed == other.failed && one.items.size() == other.items.size(),
            "a file has the same values however it is cut");
    for (std::size_t i = 0; i < one.items.size(); ++i) {
        const Item& item = one.items[i];
        require(item.text == other.items[i].text && item.at == other.items[i].at, "each value is the same");
        require(input.substr(static_cast<std::size_t>(item.at), item.text.size()) == item.text,
                "a value stands where it says");
        for (const Format format :
             {Format::arena_hard, Format::alpaca, Format::mt_bench, Format::flask, Format::jsonl})
            check_question(format, item.text);
    }
    if (const auto manifest = evaluation::read_manifest(input)) {
        const auto again = evaluation::read_manifest(evaluation::write_manifest(manifest.value()));
        require(again.ok() && again.value() == manifest.value(), "what an answer file is made of reads back");
    }
    (void)evaluation::style_metadata(input.substr(0, 16384));
}

}  // namespace moa::fuzz
