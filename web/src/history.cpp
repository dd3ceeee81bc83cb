#include "web/src/history.hpp"

#include <random>
#include <utility>

#include "session/history/run_log_read.hpp"
#include "web/src/controls.hpp"
#include "web/src/page_js.hpp"

namespace moa::web {
namespace {

void keep(const char* what, std::string_view text) {
    moa_page_keep(what, text.data(), text.size());
}

}  // namespace

bool is_true(const Json& json, const char* name) {
    const Json* value = moa::find(json, name);
    return value != nullptr && *value == true;
}

std::string unique_history_id(std::int64_t utc_ms) {
    constexpr std::string_view signs = "0123456789abcdefghijklmnopqrstuvwxyz";
    std::random_device random;
    std::string id = session::history_id(utc_ms) + "-";
    for (int i = 0; i < 6; ++i)
        id += signs[random() % signs.size()];
    return id;
}

std::string PageHistory::begin_conversation(std::int64_t utc_ms) {
    return unique_history_id(utc_ms);
}

void PageHistory::open_turn(const std::string& id, std::size_t turn) {
    keep("turn", dump_json(Json{{"id", id}, {"turn", turn}}));
}

void PageHistory::append(std::string_view line) {
    keep("line", line);
}

void PageHistory::summarise(const session::HistoryEntry& entry) {
    keep("entry", dump_json(session::entry_json(entry)));
}

void PageHistory::read_log(const std::string& id, std::size_t turn, const session::LogReader& then) {
    asked_ = Json{{"id", id}, {"turn", turn}};
    then_ = then;
    keep("log", dump_json(asked_));
}

void PageHistory::take_log(const Json& answer) {
    const Json* turn = answer.is_object() ? moa::find(answer, "turn") : nullptr;
    if (!then_ || turn == nullptr || Json{{"id", find_string(answer, "id")}, {"turn", *turn}} != asked_)
        return;
    const session::LogReader then = std::exchange(then_, {});
    const std::string_view fault = find_string(answer, "fault");
    then(fault.empty() ? Result<std::string>(std::string(find_string(answer, "text")))
                       : invalid_input(std::string(fault)));
}

void PageHistory::write_now() {
    keep("now", {});
}

session::KeptConversation conversation_from_json(const Json& json) {
    session::KeptConversation conversation;
    if (!json.is_object()) return conversation;
    conversation.id = find_string(json, "id");
    const Json* logs = moa::find(json, "logs");
    if (logs == nullptr || !logs->is_array()) return conversation;
    for (const Json& log : *logs)
        conversation.logs.push_back(log.is_string() ? log.get<std::string>() : std::string());
    return conversation;
}

Json entry_of(const session::KeptConversation& conversation) {
    session::HistoryEntry entry{conversation.id, {}};
    for (const std::string& log : conversation.logs)
        entry.turns.push_back(session::summary_of_log(log).value_or(session::TurnSummary()));
    return {{"entry", session::entry_json(entry)}};
}

Json HistoryFileReading::take(const Json& piece) {
    if (is_true(piece, "first")) reader_ = {};
    reader_.take(find_string(piece, "text"));
    if (is_true(piece, "last")) reader_.finish();
    Json conversations = Json::array();
    for (const session::FiledConversation& each : reader_.taken()) {
        Json json = entry_of(each.kept);
        json["ids"] = session::ids_to_import(each.kept);
        json["logs"] = each.kept.logs;
        json["marks"] = session::marks_json(each.marks);
        conversations.push_back(std::move(json));
    }
    return {{"conversations", std::move(conversations)}, {"left_out", reader_.left_out()}};
}

Json history_lines(const Json& conversation) {
    const std::string id(find_string(conversation, "id"));
    if (id.empty()) return {{"head", session::history_file_head()}, {"turns", Json::array()}};
    Json turns = Json::array();
    const Json* count = moa::find(conversation, "turns");
    const std::size_t last = count != nullptr && count->is_number_unsigned() ? count->get<std::size_t>() : 0;
    for (std::size_t turn = 1; turn <= last; ++turn)
        turns.push_back(session::turn_line(turn));
    return {{"head", session::conversation_line(id, session::read_marks(conversation))},
            {"turns", std::move(turns)}};
}

Json imported_json(std::string_view text, std::int64_t utc_ms) {
    session::KeptConversation conversation{unique_history_id(utc_ms), {}};
    for (const std::string_view log : session::split_run_logs(text)) {
        if (const auto read = session::read_run_log(log); !read) return {{"error", error_json(read.error())}};
        conversation.logs.emplace_back(log);
    }
    Json json = entry_of(conversation);
    json["id"] = conversation.id;
    json["logs"] = conversation.logs;
    return json;
}

}  // namespace moa::web
