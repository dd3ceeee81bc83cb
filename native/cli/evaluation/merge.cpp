#include "native/cli/evaluation/merge.hpp"

#include <filesystem>
#include <optional>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "figures.hpp"
#include "native/cli/evaluation/answer_index.hpp"
#include "native/cli/evaluation/draft_file.hpp"
#include "native/cli/evaluation/evaluation_files.hpp"
#include "native/cli/evaluation/item_file.hpp"
#include "native/cli/exit_code.hpp"
#include "native/cli/terminal/run_view.hpp"

namespace moa::cli {
namespace {

using evaluation::Manifest;

struct Part {
    Manifest manifest;
    std::optional<ItemFile> file;
};

/// Parts in the order of their shards.
Result<std::vector<Part>> open_parts(const std::vector<std::string>& names) {
    std::vector<Manifest> manifests;
    for (const std::string& name : names) {
        Result<Manifest> manifest = load_manifest(name);
        if (!manifest) return manifest.error();
        manifests.push_back(std::move(manifest.value()));
    }
    if (auto error = evaluation::join_fault(manifests, names)) return *error;
    std::vector<Part> parts(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        Result<ItemFile> file = ItemFile::open(names[i]);
        if (!file) return file.error();
        const auto place = static_cast<std::size_t>(manifests[i].shard.index) - 1;
        parts[place] = {std::move(manifests[i]), std::move(file.value())};
    }
    return parts;
}

Error has_gap(const std::string& part) {
    return invalid_input(part + " lacks answers: repeat its moa eval until every question is answered.");
}

/// The answers of the parts in turn, which is question order: see evaluation::Shard.
std::optional<Error> copy(std::vector<Part>& parts, AnswersDraft& draft) {
    const Manifest& first = parts.front().manifest;
    std::unordered_set<std::uint64_t> keys;
    for (std::uint64_t position = 0; position < first.question_count; ++position) {
        ItemFile& file = *parts[position % parts.size()].file;
        const Result<std::optional<evaluation::Item>> item = file.next();
        if (!item) return item.error();
        if (!item.value()) return has_gap(file.path());
        const auto answer = evaluation::read_answer(first.format, first.fields, item.value()->text);
        if (!answer) return at_item(file.path(), *item.value(), answer.error());
        if (!keys.insert(AnswerIndex::hash_of(answer.value().key)).second)
            return at_item(file.path(), *item.value(),
                           invalid_input("this question has been answered already."));
        if (auto error = draft.add(item.value()->text)) return error;
    }
    for (Part& part : parts) {
        const Result<std::optional<evaluation::Item>> item = part.file->next();
        if (!item) return item.error();
        if (item.value())
            return at_item(part.file->path(), *item.value(), invalid_input("this answer is one too many."));
    }
    return std::nullopt;
}

}  // namespace

int merge_evaluations(const std::vector<std::string>& names, const std::string& out) {
    std::error_code failed;
    if (const auto size = std::filesystem::file_size(out, failed); !failed && size > 0)
        return refuse(out + " already has content: choose another file.");
    Result<std::vector<Part>> parts = open_parts(names);
    if (!parts) return refuse(parts.error());
    Manifest manifest = parts.value().front().manifest;
    AnswersDraft draft(out, evaluation::is_array(manifest.format));
    if (const auto error = copy(parts.value(), draft)) return refuse(*error);
    manifest.shard = {};
    if (const auto error = draft.move_into_place()) return fail(*error);
    if (const auto error = keep_manifest(out, manifest)) return fail(*error);
    print_note(out + " has the answers of " + manifest.model + " to " +
               figure::counted(manifest.question_count, "question") + ".");
    return exit_ok;
}

}  // namespace moa::cli
