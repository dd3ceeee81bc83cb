#include "wire/error_statement.hpp"

#include <algorithm>
#include <array>

#include "ascii.hpp"
#include "wire/delta_document.hpp"
#include "wire/error_text.hpp"

namespace moa::wire {
namespace {

constexpr int most_depth = 6;
constexpr int most_members = 64;                // of one object: errors are small
constexpr std::size_t most_listed = 3;          // of several errors
constexpr std::size_t most_nested = 16 * 1024;  // bytes of JSON inside a string

// Names in lower case, without "_" and "-"; the first that is there counts.
constexpr std::array<std::string_view, 13> message_names = {
    "message", "errormessage",     "msg",         "errormsg",    "errmsg", "statusmsg", "statusmessage",
    "detail",  "errordescription", "description", "faultstring", "reason", "title"};
constexpr std::array<std::string_view, 6> code_names = {"code",    "errorcode", "statuscode",
                                                        "errcode", "faultcode", "internalcode"};
constexpr std::array<std::string_view, 3> type_names = {"type", "errortype",
                                                        "status"};  // Google's status is a word
constexpr std::array<std::string_view, 10> inner_names = {
    "error", "errors", "baseresp", "fault", "exception", "response", "err", "details", "result", "data"};
constexpr std::size_t sure_inner = 4;

/// For each of the names the member of that name.
template <std::size_t count>
using Members = std::array<const Json*, count>;

template <std::size_t count>
void place(Members<count>& members, const std::array<std::string_view, count>& names, std::string_view name,
           const Json& value) {
    const auto it = std::find(names.begin(), names.end(), name);
    if (it == names.end()) return;
    const Json*& member = members[static_cast<std::size_t>(it - names.begin())];
    if (member == nullptr) member = &value;
}

std::string word_of(const Json* value) {
    if (value == nullptr) return {};
    if (value->is_string()) return *value->get_ptr<const std::string*>();
    if (value->is_number()) return value->dump();
    return {};
}

template <std::size_t count>
std::string first_word(const Members<count>& members) {
    for (const Json* member : members) {
        std::string word = word_of(member);
        if (!word.empty()) return word;
    }
    return {};
}

class StatementReader {
  public:
    Statement read(const Json& value, int depth) const {
        Statement said;
        if (depth > most_depth) return said;
        if (const auto* text = value.get_ptr<const std::string*>()) {
            said = read_text(*text, depth);
        } else if (value.is_array()) {
            said = read_list(value, depth);
        } else if (value.is_object()) {
            said = read_object(value, depth);
        }
        return said;
    }

  private:
    /// Gateways quote the error of the service behind them as text.
    Statement read_text(const std::string& text, int depth) const {
        const std::size_t first = text.find_first_not_of(" \t\r\n");
        const bool json = first != std::string::npos && (text[first] == '{' || text[first] == '[');
        if (json && text.size() <= most_nested) {
            if (const std::optional<Json> inner = parse_lenient_json(text)) {
                Statement said = read(*inner, depth + 1);
                if (!said.message.empty()) return said;
            }
        }
        return {text, {}, {}};
    }

    Statement read_list(const Json& list, int depth) const {
        Statement said;
        for (std::size_t i = 0; i < std::min(list.size(), most_listed); ++i) {
            Statement one = read(list[i], depth + 1);
            if (said.code.empty()) said.code = one.code;
            if (said.type.empty()) said.type = one.type;
            if (one.message.empty() || said.message.find(one.message) != std::string::npos) continue;
            said.message += (said.message.empty() ? "" : "; ") + one.message;
        }
        return said;
    }

    Statement read_object(const Json& object, int depth) const {
        Members<message_names.size()> messages = {};
        Members<code_names.size()> codes = {};
        Members<type_names.size()> types = {};
        Members<inner_names.size()> inner = {};
        const Json* metadata = nullptr;
        const Json* location = nullptr;
        int seen = 0;
        for (const auto& [name, value] : object.items()) {
            if (++seen > most_members) break;
            const std::string plain = plain_member_name(name);
            place(messages, message_names, plain, value);
            place(codes, code_names, plain, value);
            place(types, type_names, plain, value);
            place(inner, inner_names, plain, value);
            if (plain == "metadata") metadata = &value;
            if (plain == "loc") location = &value;
        }
        Statement said{{}, first_word(codes), first_word(types)};
        // A structured inner error is the one that is meant; what stands around it fills its gaps. An error
        // that is a mere word ("Bad Request") comes after a message.
        read_inner(inner, true, said, depth);
        const std::string own = own_message(messages, depth);
        if (said.message.empty()) {
            said.message = own;
        } else if (inner[0] == nullptr && !own.empty() && said.message.find(own) == std::string::npos) {
            said.message = own + ": " + said.message;  // "Validation failed", and what did
        }
        read_inner(inner, false, said, depth);
        add_location(location, said);
        add_metadata(metadata, said, depth);
        return said;
    }

    std::string own_message(const Members<message_names.size()>& messages, int depth) const {
        for (const Json* message : messages) {
            if (message == nullptr || message->is_number()) continue;
            std::string words = read(*message, depth + 1).message;
            if (!words.empty()) return words;
        }
        return {};
    }

    /// With `first`, only the members that can be nothing but errors.
    void read_inner(const Members<inner_names.size()>& inner, bool first, Statement& said, int depth) const {
        for (std::size_t i = 0; i < (first ? sure_inner : inner.size()) && said.message.empty(); ++i) {
            if (inner[i] == nullptr || (first && !inner[i]->is_structured())) continue;
            Statement found = read(*inner[i], depth + 1);
            said.message = std::move(found.message);
            if (!found.code.empty()) said.code = std::move(found.code);
            if (!found.type.empty()) said.type = std::move(found.type);
        }
    }

    /// FastAPI says where: {"loc":["body","temperature"],"msg":"..."}.
    static void add_location(const Json* location, Statement& said) {
        if (location == nullptr || !location->is_array() || location->empty() || said.message.empty()) return;
        const std::string place = word_of(&location->back());
        if (!place.empty()) said.message += " (" + place + ")";
    }

    /// OpenRouter wraps the error of the service behind it:
    /// {"message":"Provider returned error","metadata":{"raw":"..."}}.
    void add_metadata(const Json* metadata, Statement& said, int depth) const {
        if (metadata == nullptr) return;
        const std::string raw(find_string(*metadata, "raw"));
        const std::string inner = raw.empty() ? raw : read_text(raw, depth).message;
        if (!inner.empty()) said.message += ": " + inner.substr(0, 2 * max_error_text_bytes);
    }
};

bool is_bad_status(const Json* value) {
    const std::string word = word_of(value);
    return word.size() == 3 && (word[0] == '4' || word[0] == '5');
}

/// A code that stands for a fault: any word or number but those that say that all is well.
bool is_fault_code(const Json* value) {
    const std::string word = lower_case(word_of(value));
    constexpr std::array<std::string_view, 6> good = {"", "0", "ok", "success", "200", "20000"};
    return std::find(good.begin(), good.end(), word) == good.end();
}

}  // namespace

std::string plain_member_name(std::string_view name) {
    constexpr std::size_t longest = 64;
    std::string plain;
    for (const char c : lower_case(name.substr(0, longest))) {
        if (c != '_' && c != '-' && c != ' ') plain.push_back(c);
    }
    return plain;
}

Statement read_statement(const Json& error) {
    return StatementReader().read(error, 0);
}

bool reports_error(const Json& document) {
    if (!document.is_object()) return false;
    if (const Json* base = find(document, "base_resp");
        base != nullptr && is_fault_code(find(*base, "status_code")))
        return true;
    const Json* choices = find(document, "choices");
    if (choices != nullptr && choices->is_array() && !choices->empty()) return false;
    if (const Json* errors = find(document, "errors");
        errors != nullptr && errors->is_array() && !errors->empty())
        return true;
    if (const Json* detail = find(document, "detail");
        detail != nullptr && !detail->is_null() && !detail->empty())
        return true;
    if (const Json* success = find(document, "success"); success != nullptr && *success == Json(false))
        return true;
    if (is_bad_status(find(document, "status")) || is_bad_status(find(document, "status_code"))) return true;
    const bool has_words = !find_string(document, "message").empty() || !find_string(document, "msg").empty();
    if (!has_words) return false;
    return is_fault_code(find(document, "code")) || find_string(document, "type") == "error";
}

}  // namespace moa::wire
