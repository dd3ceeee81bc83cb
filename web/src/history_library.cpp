#include "web/src/history_library.hpp"

#include "web/src/history.hpp"
#include "web/src/page_js.hpp"

namespace moa::web {
namespace {

std::optional<std::uint64_t> number(const Json& json, const char* name) {
    const Json* value = moa::find(json, name);
    if (value == nullptr || !value->is_number_unsigned()) return std::nullopt;
    return value->get<std::uint64_t>();
}

session::HistoryStorage storage_of(const Json& json) {
    return {number(json, "bytes").value_or(0), number(json, "quota"), is_true(json, "lasting")};
}

session::HistoryImport import_of(const Json& json) {
    const auto count = [&json](const char* name) { return std::size_t(number(json, name).value_or(0)); };
    return {count("added"), count("present"), count("left_out")};
}

void ask_page(const char* what, const std::string& id = {}) {
    moa_page_history(what, id.data(), id.size());
}

}  // namespace

void PageHistoryLibrary::list() {
    ask_page("list");
}

void PageHistoryLibrary::open(const std::string& id) {
    ask_page("open", id);
}

void PageHistoryLibrary::open_copy(const std::string& id) {
    ask_page("copy", id);
}

void PageHistoryLibrary::take_over(std::string_view logs) {
    ask_page("take_over", std::string(logs));
}

void PageHistoryLibrary::remove(const std::string& id) {
    ask_page("remove", id);
}

void PageHistoryLibrary::restore(const std::string& id) {
    ask_page("restore", id);
}

void PageHistoryLibrary::forget_removed() {
    ask_page("forget_removed");
}

void PageHistoryLibrary::mark(const std::string& id, const session::HistoryMarks& marks) {
    Json json = session::marks_json(marks);
    json["id"] = id;
    ask_page("mark", dump_json(json));
}

void PageHistoryLibrary::remove_all() {
    ask_page("remove_all");
}

void PageHistoryLibrary::save_all() {
    ask_page("export_all");
}

void PageHistoryLibrary::save_copy(const std::string& id) {
    ask_page("export", id);
}

void PageHistoryLibrary::import() {
    ask_page("import");
}

void PageHistoryLibrary::take_answer(const Json& answer) {
    if (reader_ == nullptr || !answer.is_object()) return;
    const std::string_view what = find_string(answer, "do");
    const std::string_view fault = find_string(answer, "fault");
    const std::optional<Error> error =
        fault.empty() ? std::nullopt : std::optional(invalid_input(std::string(fault)));
    if (what == "opened") {
        reader_->opened(error, is_true(answer, "copyable"));
    }
    if (what == "changed") reader_->changed(error);
    if (what == "saved") {
        const Json* import = moa::find(answer, "import");
        std::string sentence = import != nullptr ? session::import_words(import_of(*import)) : std::string();
        reader_->saved(error ? Result<std::string>(*error) : std::move(sentence));
    }
    if (what != "listed") return;
    session::HistoryListing listing{{}, 0, error, is_true(answer, "first"), is_true(answer, "more")};
    if (const Json* storage = moa::find(answer, "storage")) listing.storage = storage_of(*storage);
    const Json* entries = moa::find(answer, "entries");
    if (entries != nullptr && entries->is_array()) {
        for (const Json& one : *entries) {
            if (auto entry = session::read_entry(one)) {
                listing.entries.push_back(std::move(*entry));
            } else {
                ++listing.unreadable;
            }
        }
    }
    const Json* left_out = moa::find(answer, "left_out");
    if (left_out != nullptr && left_out->is_number_unsigned())
        listing.unreadable += left_out->get<std::size_t>();
    reader_->listed(std::move(listing));
}

}  // namespace moa::web
