// A JSON value for headers that are read everywhere: without the JSON library's own header, which costs more
// to compile than all the rest.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>

namespace moa {

/// The one JSON type of the program, see json.hpp.
using Json = nlohmann::ordered_json;

/// Holds one JSON value: copied whole, compared by content, null unless given another.
class JsonBox {
  public:
    JsonBox();
    JsonBox(Json value);  // NOLINT(google-explicit-constructor): a value is as good as its box
    JsonBox(const JsonBox& other);
    JsonBox(JsonBox&& other) noexcept;
    JsonBox& operator=(const JsonBox& other);
    JsonBox& operator=(JsonBox&& other) noexcept;
    ~JsonBox();
    /// An empty JSON object.
    static JsonBox object();

    const Json& operator*() const;
    const Json* operator->() const { return &**this; }
    bool operator==(const JsonBox& other) const;

  private:
    std::unique_ptr<Json> value_;  ///< nullptr is null
};

}  // namespace moa
