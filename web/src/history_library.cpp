#include "web/src/history_library.hpp"

#include "web/src/page_js.hpp"

namespace moa::web {
namespace {

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

void PageHistoryLibrary::remove_all() {
    ask_page("remove_all");
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
        const Json* copyable = moa::find(answer, "copyable");
        reader_->opened(error, copyable != nullptr && *copyable == true);
    }
    if (what == "removed") reader_->removed(error);
    if (what == "saved") reader_->saved(error ? Result<std::string>(*error) : std::string());
    if (what != "listed") return;
    session::HistoryListing listing{{}, 0, error};
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
