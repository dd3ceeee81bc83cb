#include "wire/key_mask.hpp"

#include <algorithm>
#include <utility>

namespace moa::wire {

KeyMask::KeyMask(std::string_view authorization) {
    const std::string_view key = authorization.substr(authorization.rfind(' ') + 1);
    if (key.size() >= shortest_key) key_ = key;
}

std::string KeyMask::take(std::string_view bytes) {
    if (!active()) return std::string(bytes);
    held_.append(bytes);
    std::string out;
    std::size_t from = 0;
    for (std::size_t at = held_.find(key_); at != std::string::npos; at = held_.find(key_, from)) {
        out.append(held_, from, at - from).append("[key]");
        from = at + key_.size();
    }
    const std::string_view left = std::string_view(held_).substr(from);
    std::size_t hold = std::min(key_.size() - 1, left.size());
    while (hold > 0 && left.substr(left.size() - hold) != std::string_view(key_).substr(0, hold))
        --hold;
    out.append(left.substr(0, left.size() - hold));
    held_ = std::string(left.substr(left.size() - hold));
    return out;
}

std::string KeyMask::rest() {
    return std::exchange(held_, {});
}

}  // namespace moa::wire
