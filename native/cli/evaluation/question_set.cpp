#include "native/cli/evaluation/question_set.hpp"

#include <unordered_set>
#include <utility>

#include "random.hpp"

namespace moa::cli {

Result<QuestionFacts> look_through(const QuestionChoice& choice) {
    Result<ItemFile> file = ItemFile::open(choice.path);
    if (!file) return file.error();
    std::unordered_set<std::uint64_t> keys;
    for (;;) {
        Result<std::optional<evaluation::Item>> item = file.value().next();
        if (!item) return item.error();
        if (!item.value()) break;
        const auto question = evaluation::read_question(choice.format, choice.fields, item.value()->text);
        if (!question) return at_item(choice.path, *item.value(), question.error());
        if (!keys.insert(stable_hash(question.value().key)).second)
            return at_item(
                choice.path, *item.value(),
                invalid_input("another question has the same id or text; answers could not be told apart."));
    }
    std::uint64_t count = keys.size();
    if (choice.limit) count = std::min(count, *choice.limit);
    if (count == 0) return invalid_input(choice.path + " has no questions.");
    return QuestionFacts{count, file.value().hash()};
}

Result<QuestionReader> QuestionReader::open(const QuestionChoice& choice) {
    Result<ItemFile> file = ItemFile::open(choice.path);
    if (!file) return file.error();
    return QuestionReader(choice, std::move(file.value()));
}

Result<std::optional<PlacedQuestion>> QuestionReader::next() {
    for (;;) {
        if (choice_.limit && position_ >= *choice_.limit) return std::optional<PlacedQuestion>();
        Result<std::optional<evaluation::Item>> item = file_.next();
        if (!item) return item.error();
        if (!item.value()) return std::optional<PlacedQuestion>();
        const std::uint64_t position = position_++;
        if (!choice_.shard.has(position)) continue;
        auto question = evaluation::read_question(choice_.format, choice_.fields, item.value()->text);
        if (!question) return at_item(choice_.path, *item.value(), question.error());
        return std::optional(PlacedQuestion{position, std::move(question.value())});
    }
}

std::optional<Error> for_each_question(
    const QuestionChoice& choice, const std::function<std::optional<Error>(const PlacedQuestion&)>& take) {
    Result<QuestionReader> reader = QuestionReader::open(choice);
    if (!reader) return reader.error();
    for (;;) {
        Result<std::optional<PlacedQuestion>> next = reader.value().next();
        if (!next) return next.error();
        if (!next.value()) return std::nullopt;
        if (auto error = take(*next.value())) return error;
    }
}

}  // namespace moa::cli
