#include "mixture/json_fields.hpp"

#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "wire/utf8.hpp"

namespace moa::mixture {

namespace {

constexpr std::size_t longest_shown = 60;

std::string shown(const Json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return value.empty() ? "an empty list" : "a list";
    std::string text = dump_json(value);
    if (text.size() > longest_shown) {
        const std::string_view start = std::string_view(text).substr(0, longest_shown);
        text = std::string(start.substr(0, wire::complete_utf8_prefix(start))) + "...\"";
    }
    return text;
}

/// Of a name that the object does not have yet; the library would look for it among all others.
void append_member(Json& object, const std::string& name, const Json& value) {
    object.get_ptr<Json::object_t*>()->emplace_back(name, value);
}

std::string as_text(double number) {
    return dump_json(Json(number));
}

/// 2.0 -> "2": bounds are written as people write them.
std::string bound(double number) {
    std::string text = as_text(number);
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

}  // namespace

Error field_error(std::string_view path, const Json& value, std::string_view allowed) {
    return {ErrorKind::invalid_input, 0,
            std::string(path) + " is " + shown(value) + "; expected " + std::string(allowed) + "."};
}

Error missing_error(std::string_view path, std::string_view allowed) {
    return {ErrorKind::invalid_input, 0,
            std::string(path) + " is missing; expected " + std::string(allowed) + "."};
}

JsonFields::JsonFields(const Json& object, std::string path, std::optional<Error>& error)
    : object_(object), path_(std::move(path)), error_(error) {}

const Json* JsonFields::take(std::string_view name) {
    const Json* value = find(object_, name);
    if (value != nullptr) taken_.emplace(name);
    return value;
}

std::string JsonFields::path_of(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

void JsonFields::fail(Error error) {
    if (!error_) error_ = std::move(error);
}

void JsonFields::text(std::string_view name, std::string& out) {
    const Json* value = take(name);
    if (value == nullptr) return;
    if (const auto* text = value->get_ptr<const std::string*>()) {
        out = *text;
    } else {
        fail(field_error(path_of(name), *value, "a string"));
    }
}

void JsonFields::flag(std::string_view name, bool& out) {
    const Json* value = take(name);
    if (value == nullptr) return;
    if (const auto* flag = value->get_ptr<const bool*>()) {
        out = *flag;
    } else {
        fail(field_error(path_of(name), *value, "true or false"));
    }
}

void JsonFields::number(std::string_view name, double low, double high, std::optional<double>& out) {
    const Json* value = take(name);
    if (value == nullptr) return;
    if (value->is_number() && value->get<double>() >= low && value->get<double>() <= high) {
        out = value->get<double>();
    } else {
        fail(field_error(path_of(name), *value, "a number from " + bound(low) + " to " + bound(high)));
    }
}

void JsonFields::integer(std::string_view name, std::int64_t low, std::int64_t high,
                         std::optional<std::int64_t>& out) {
    const Json* value = take(name);
    if (value == nullptr) return;
    constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
    const bool fits = value->is_number_integer() &&
                      !(value->is_number_unsigned() && value->get<std::uint64_t>() > std::uint64_t{largest});
    if (fits && value->get<std::int64_t>() >= low && value->get<std::int64_t>() <= high) {
        out = value->get<std::int64_t>();
        return;
    }
    const bool any = low == std::numeric_limits<std::int64_t>::min() && high == largest;
    fail(field_error(path_of(name), *value,
                     any ? "a whole number of at most 64 bits"
                         : "a whole number from " + std::to_string(low) + " to " + std::to_string(high)));
}

Json JsonFields::unknown() const {
    Json rest = Json::object();
    for (const auto& [name, value] : object_.items()) {
        if (!taken_.contains(name)) append_member(rest, name, value);
    }
    return rest;
}

MemberOrder JsonFields::order() const {
    MemberOrder order;
    for (const auto& [name, value] : object_.items())
        order.names.push_back(name);
    return order;
}

Json arranged(const Json& known, const Json& unknown, const MemberOrder& order) {
    std::unordered_map<std::string_view, const Json*> left;  // those not written yet
    const std::array<const Json::object_t*, 2> parts = {known.get_ptr<const Json::object_t*>(),
                                                        unknown.get_ptr<const Json::object_t*>()};
    for (const Json::object_t* part : parts) {
        if (part == nullptr) continue;
        for (const auto& [name, value] : *part)
            left.emplace(name, &value);
    }
    Json out = Json::object();
    const auto add = [&](const std::string& name) {
        const auto found = left.find(name);
        if (found == left.end()) return;
        append_member(out, name, *found->second);
        left.erase(found);
    };
    for (const std::string& name : order.names)
        add(name);
    for (const Json::object_t* part : parts) {
        if (part == nullptr) continue;
        for (const auto& [name, value] : *part)
            add(name);
    }
    return out;
}

}  // namespace moa::mixture
