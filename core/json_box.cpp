#include "json_box.hpp"

#include <utility>

#include "json.hpp"

namespace moa {

JsonBox::JsonBox() = default;
JsonBox::JsonBox(Json value) : value_(std::make_unique<Json>(std::move(value))) {}
JsonBox::JsonBox(const JsonBox& other)
    : value_(other.value_ ? std::make_unique<Json>(*other.value_) : nullptr) {}
JsonBox::JsonBox(JsonBox&& other) noexcept = default;
JsonBox& JsonBox::operator=(JsonBox&& other) noexcept = default;
JsonBox::~JsonBox() = default;

JsonBox& JsonBox::operator=(const JsonBox& other) {
    if (this != &other) value_ = other.value_ ? std::make_unique<Json>(*other.value_) : nullptr;
    return *this;
}

JsonBox JsonBox::object() {
    return Json::object();
}

const Json& JsonBox::operator*() const {
    static const Json null;
    return value_ ? *value_ : null;
}

bool JsonBox::operator==(const JsonBox& other) const {
    return **this == *other;
}

}  // namespace moa
